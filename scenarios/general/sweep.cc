// Any setting, over any values.
#include <fmt/format.h>

#include <algorithm>

#include "harness/quantity.h"
#include "scenarios/general/findings.h"
#include "scenarios/general/loads.h"
#include "scenarios/general/scenarios.h"

namespace scenarios {
namespace {

using harness::failure;
using harness::result::Point;
using harness::result::RunResult;

/// As many for all steps, and enough to keep a target of some workers and its batches busy.
constexpr std::size_t clients_of_sweep = 64;

/// A place along the axis: its number, where all values are numbers; else its turn.
double place_of(const Over& over, std::size_t i) {
  const auto is_number = [](const std::string& value) {
    return harness::number_with_unit(value).has_value();
  };
  if (!std::ranges::all_of(over.values, is_number)) return static_cast<double>(i + 1);
  return *harness::number_with_unit(over.values[i]);
}

void add_steps(const Subject& subject, const std::vector<Over>& over, harness::Duration each,
               Form& form) {
  const Over along = over.empty() ? Over{} : over[0];
  const Over lines = over.size() > 1 ? over[1] : Over{{}, {""}};
  for (const std::string& line : lines.values) {
    for (std::size_t i = 0; i < along.values.size(); ++i) {
      const std::string& value = along.values[i];
      Step step{.name = fmt::format("{}={}", along.setting, value),
                .settings = subject.usual,
                .load = ClosedLoad{.clients = clients_of_sweep,
                                   .length = each,
                                   .warm_up = each / 5,
                                   .think_time = {}},
                .place = {{}, along.setting, value, place_of(along, i)},
                .toll = subject.toll};
      std::erase_if(step.settings, [&](const auto& setting) {
        return setting.first == along.setting || setting.first == lines.setting;
      });
      step.settings.emplace_back(along.setting, value);
      if (!lines.setting.empty()) {
        step.name += fmt::format(", {}={}", lines.setting, line);
        step.settings.emplace_back(lines.setting, line);
        step.place.series = fmt::format("{}={}", lines.setting, line);
      }
      form.step_list()->push_back(std::move(step));
    }
  }
}

Form sweep_form(const Subject& subject, const std::vector<Over>& over, harness::Duration all,
                harness::Duration least, harness::Duration interval) {
  Form form{.capacity = {}, .interval = interval};
  std::size_t steps = 1;
  for (const Over& one : over) steps *= one.values.size();
  add_steps(subject, over, std::max(all / static_cast<harness::Duration::rep>(steps), least), form);
  return form;
}

void conclude_sweep(RunResult& result) {
  const std::vector<Point*> points = measured_points(result);
  if (points.size() < 2) return;
  recommend_setting(result, points);
}

harness::result::View view_of(const std::vector<Over>& over) {
  harness::result::View view = harness::result::sweep_view();
  const std::string along = over.empty() ? "setting" : over[0].setting;
  view.curves = {fmt::format("What {} comes to", along),
                 along,
                 fmt::format("Throughput, tail latency and memory against {}, as many clients at "
                             "each value.",
                             along),
                 {{"achieved_per_s"}, {"latency_ms_p99"}, {"rss_mib_peak"}}};
  return view;
}

}  // namespace

harness::Expected<Over> parse_over(std::string_view text) {
  const std::size_t equals = text.find('=');
  Over over{std::string(text.substr(0, std::min(equals, text.size()))), {}};
  if (equals == text.npos || over.setting.empty()) {
    return failure(
        fmt::format("--over {}: write NAME=VALUE,VALUE, such as --over batch.size=1,10,100", text));
  }
  std::string_view rest = text.substr(equals + 1);
  while (true) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    std::string value(rest.substr(0, comma));
    if (value.empty()) return failure(fmt::format("--over {}: a value is empty", text));
    if (std::ranges::find(over.values, value) != over.values.end()) {
      return failure(fmt::format("--over {}: {} is there twice", text, value));
    }
    over.values.push_back(std::move(value));
    if (comma == rest.size()) break;
    rest.remove_prefix(comma + 1);
  }
  if (over.values.size() < 2) {
    return failure(
        fmt::format("--over {}: a sweep needs two values at least; --set sets one", text));
  }
  return over;
}

Scenario sweep(const Subject& subject, const std::vector<Over>& over) {
  std::string question = "What does each value of a setting come to (--over NAME=VALUE,VALUE)?";
  if (!over.empty()) question = fmt::format("What does each value of {} come to", over[0].setting);
  if (over.size() > 1) question += fmt::format(", for each of {}", over[1].setting);
  if (!over.empty()) question += "?";
  return {.name = "sweep",
          .question = std::move(question),
          .view = view_of(over),
          .make_target = subject.make_target,
          .popularity = subject.popularity,
          .limits = {{"errors<=0%", "default"}, nothing_shed},
          .quick = sweep_form(subject, over, 8s, 300ms, 250ms),
          .standard = sweep_form(subject, over, 55s, 3s, 1s),
          .full = sweep_form(subject, over, 10min, 30s, 5s),
          .conclude = conclude_sweep};
}

}  // namespace scenarios
