#include "scenarios/described/described_subject.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "harness/nearest.h"
#include "harness/result/printable.h"
#include "harness/result/whole_file.h"
#include "scenarios/described/description.h"
#include "scenarios/described/node.h"
#include "scenarios/general/scenarios.h"
#include "scenarios/scraped/scraped_target.h"

namespace scenarios::described {
namespace {

using harness::Expected;
using harness::failure;
using harness::scenario::Prepared;
using harness::scenario::Scenario;
using harness::scenario::Setting;
using harness::scenario::SettingInfo;
using harness::scenario::Subject;
using harness::scenario::TargetOrder;

constexpr const char* from_file = "file";  // which limits say as their source
constexpr std::uint64_t most_file = std::uint64_t{1} << 20;

/// What its functions share: what the file says, and the subject that its kind is.
struct Described {
  Description says;
  Subject base;

  /// Later ones win.
  std::vector<Setting> with(const std::vector<Setting>& settings) const {
    std::vector<Setting> all = says.settings;
    for (const OwnSetting& own : says.own) all.emplace_back(own.info.name, own.value);
    all.insert(all.end(), settings.begin(), settings.end());
    return all;
  }
};
using SharedDescribed = std::shared_ptr<const Described>;

Expected<void> check_described(const Described& described, const std::string& preset,
                               const std::vector<Setting>& settings) {
  std::vector<std::string_view> names;
  for (const OwnSetting& own : described.says.own) names.push_back(own.info.name);
  for (const SettingInfo& info : described.base.settings) names.push_back(info.name);
  for (const auto& [name, value] : settings) {
    if (std::ranges::find(names, name) != names.end()) continue;
    const auto near = harness::nearest(name, names);
    return failure(fmt::format("there is no setting '{}'; {}", name,
                               near ? fmt::format("did you mean {}?", *near)
                                    : fmt::format("there are {}", fmt::join(names, ", "))));
  }
  return harness::scenario::check_settings(described.base, preset, described.with(settings));
}

Expected<Prepared> make_described(const Described& described, const TargetOrder& order) {
  TargetOrder whole = order;
  whole.settings = described.with(order.settings);
  if (whole.corpus.empty()) whole.corpus = described.says.items_file;
  auto prepared = described.base.make_target(whole);
  if (!prepared || !described.says.counters) return prepared;
  auto counted = scraped::with_counters(std::move(prepared->target), *described.says.counters);
  if (!counted) return tl::unexpected(counted.error());
  prepared->target = std::move(*counted);
  return prepared;
}

/// "p99" of "p99<=50ms".
std::string_view limited(std::string_view objective) {
  return objective.substr(0, objective.find_first_of("<>="));
}

/// The scenario with these objectives in place of its limits on the same figures. Some figures
/// belong to one scenario only: the growth of a soak, the recovery from a burst.
Scenario held_to(Scenario scenario, const std::vector<std::string>& objectives) {
  constexpr std::array<std::string_view, 2> of_one_scenario{"growth", "recovery"};
  const bool all = scenario.name != "burst";  // which no latency survives
  for (const std::string& objective : objectives) {
    const std::string_view figure = limited(objective);
    const bool elsewhere =
        std::ranges::find(of_one_scenario, figure) != of_one_scenario.end() || !all;
    const auto& own = scenario.own_figures;
    if (elsewhere && std::ranges::find(own, figure) == own.end()) continue;
    std::erase_if(scenario.limits, [&](const harness::scenario::Limit& limit) {
      return limit.source != from_file && limited(limit.objective) == figure;
    });
    scenario.limits.push_back({objective, from_file});
  }
  return scenario;
}

void hold_to(Subject& subject, const std::vector<std::string>& objectives) {
  if (objectives.empty()) return;
  for (const auto make : {steady, peak, burst, soak, capacity}) {
    subject.scenarios.push_back(held_to(make(subject), objectives));
  }
}

/// The base with what the file says of it; its functions are given later.
Subject words_of(const Description& says, const Subject& base) {
  Subject subject = base;
  subject.name = says.name;
  if (!says.description.empty()) subject.description = says.description;
  if (!says.item.empty()) subject.items = (subject.item = says.item) + "s";
  if (!says.items.empty()) subject.items = says.items;
  std::vector<SettingInfo> settings;
  for (const OwnSetting& own : says.own) settings.push_back(own.info);
  settings.insert(settings.end(), base.settings.begin(), base.settings.end());
  subject.settings = std::move(settings);
  return subject;
}

void give_functions(Subject& subject, const SharedDescribed& described) {
  subject.check = [described](const std::string& preset, const std::vector<Setting>& settings) {
    return check_described(*described, preset, settings);
  };
  subject.make_target = [described](const TargetOrder& order) {
    return make_described(*described, order);
  };
  if (!described->says.items_file.empty()) {
    subject.open_items = [described](std::string_view chosen) {
      const std::string file = described->says.items_file.string();
      return described->base.open_items(chosen.empty() ? std::string_view(file) : chosen);
    };
  }
}

}  // namespace

bool names_file(std::string_view on) {
  return on.ends_with(".toml") || on.ends_with(".json");
}

Expected<Subject> described_subject(const std::filesystem::path& file,
                                    const std::vector<const Subject*>& bases) {
  const std::string name = harness::result::printable(file.string());
  const auto text = harness::result::read_whole_file(file, most_file);
  if (!text) return tl::unexpected(text.error());
  const auto root = file.extension() == ".json" ? read_json(*text, name) : read_toml(*text, name);
  if (!root) return tl::unexpected(root.error());
  auto says = read_description(*root, file, bases);
  if (!says) return tl::unexpected(says.error());
  const auto base =
      std::ranges::find(bases, says->kind, [](const Subject* one) { return one->name; });
  const auto described = std::make_shared<const Described>(Described{std::move(*says), **base});
  if (!described->says.items_file.empty() && !described->base.open_items) {
    return failure(fmt::format("{}: items_file does not fit, as {} has none", name, (*base)->name));
  }
  Subject subject = words_of(described->says, described->base);
  subject.source = std::filesystem::absolute(file);
  give_functions(subject, described);
  if (auto fits = subject.check(subject.preset, {}); !fits) {
    return failure(fmt::format("{}: {}", name, fits.error().message));
  }
  hold_to(subject, described->says.objectives);
  return subject;
}

}  // namespace scenarios::described
