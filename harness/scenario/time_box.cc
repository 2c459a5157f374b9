#include "harness/scenario/time_box.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/figure_text.h"
#include "harness/scenario/form.h"
#include "harness/scenario/passes.h"

namespace harness::scenario {
namespace {

using std::chrono::duration;
using std::chrono::duration_cast;

Duration scaled(Duration length, double factor) {
  return duration_cast<Duration>(
      duration<double, std::nano>(static_cast<double>(length.count()) * factor));
}

void stretch(OpenLoad& load, double factor) {
  for (schedule::Segment& segment : load.segments) segment.length = scaled(segment.length, factor);
  for (Overlay& overlay : load.overlays) {
    auto* const users = std::get_if<Users>(&overlay);
    if (users == nullptr) continue;
    for (schedule::Segment& segment : users->segments)
      segment.length = scaled(segment.length, factor);
  }
  load.warm_up = scaled(load.warm_up, std::min(1.0, factor));
}

void stretch(ClosedLoad& load, double factor) {
  const double shorter = std::min(1.0, factor);
  load.length = scaled(load.length, factor);
  load.warm_up = scaled(load.warm_up, shorter);
  const double fewest = static_cast<double>(load.fewest_passes) * shorter;
  load.fewest_passes = std::max<std::size_t>(1, static_cast<std::size_t>(fewest));
}

void stretch(Search& search, double factor) {
  const double shorter = std::min(1.0, factor);
  search.most = scaled(search.most, factor);
  search.shortest = scaled(search.shortest, shorter);
  search.longest = std::min(search.longest, search.most);
  search.curve_point = scaled(search.curve_point, shorter);
}

bool is_of_passes(const Step& step) {
  const auto* const closed = std::get_if<ClosedLoad>(&step.load);
  return closed != nullptr && closed->passes;
}

/// The smallest factor that leaves the steps their least; 0 where nothing is measured.
double least_factor(const Form& form) {
  Duration measured{}, least{};
  for (const Step& step : form.steps()) {
    measured += measured_length(step.load);
    least += shortest_step;
  }
  if (form.search() || form.ablation()) {
    measured = form.search() ? form.search()->most : form.ablation()->most;
    least = shortest_search;
  }
  return measured > Duration{} ? seconds(least) / seconds(measured) : 0;
}

/// What of that time no length can change.
std::string fixed_parts(const Form& form) {
  Duration targets{}, passes{};
  std::size_t count = form.steps().size();
  const auto add_target = [&](const Toll& toll) {
    targets += toll.making + toll.seeing + toll.checking;
  };
  if (measures_capacity(form) && !form.steps().empty()) {
    add_target(form.steps().front().toll);
    ++count;
  }
  for (const Step& step : form.steps()) {
    add_target(step.toll);
    if (is_of_passes(step)) passes += step.toll.pass;
  }
  std::string text;
  if (targets > Duration{}) {
    text = fmt::format("making and checking {} target{} takes about {}", count,
                       count == 1 ? "" : "s", time_text(targets));
  }
  if (passes > Duration{}) {
    text += fmt::format("{}one pass of each about {}", text.empty() ? "" : ", ", time_text(passes));
  }
  return text;
}

tl::unexpected<Error> too_short(const Form& form, Duration least) {
  // Rounded up, or else what is named would be refused itself.
  const std::string needed = least <= std::chrono::milliseconds(999)
                                 ? fmt::format("{:.0f} ms", std::ceil(milliseconds(least)))
                                 : fmt::format("{:.1f} s", std::ceil(10 * seconds(least)) / 10);
  if (form.search() || form.ablation()) {
    return failure(fmt::format("--length is too short: {} needs {} at least",
                               form.search() ? "a search" : "an ablation", needed));
  }
  std::string why = fixed_parts(form);
  if (measures_capacity(form)) {
    why += fmt::format("{}the capacity needs {}", why.empty() ? "" : ", ",
                       time_text(shortest_capacity));
  }
  return failure(fmt::format("--length is too short: {} step{} need{} {} in all{}{}",
                             form.steps().size(), form.steps().size() == 1 ? "" : "s",
                             form.steps().size() == 1 ? "s" : "", needed, why.empty() ? "" : "; ",
                             why));
}

}  // namespace

void stretch(Step& step, double factor) {
  std::visit([&](auto& load) { stretch(load, factor); }, step.load);
  step.ageing = scaled(step.ageing, std::min(1.0, factor));
}

void stretch(Form& form, double factor) {
  for (Step& step : form.steps()) stretch(step, factor);
  form.capacity = std::min(
      form.capacity, std::max(scaled(form.capacity, std::min(1.0, factor)), shortest_capacity));
  if (form.search()) stretch(*form.search(), factor);
  if (form.ablation()) form.ablation()->most = scaled(form.ablation()->most, factor);
  if (factor < 1) {
    form.interval =
        std::max<Duration>(scaled(form.interval, factor), std::chrono::milliseconds(100));
  }
}

Expected<void> fit(Form& form, Duration length) {
  if (length > schedule::RateProfile::longest) return failure("--length: more than 100 years");
  // Who says how long doesn't ask for more passes than that.
  for (Step& step : form.steps()) {
    if (auto* const closed = std::get_if<ClosedLoad>(&step.load)) closed->fewest_passes = 1;
  }
  const auto stretched = [&](double factor) {
    Form other = form;
    stretch(other, factor);
    return other;
  };
  double low = least_factor(form);
  if (low <= 0) return {};  // nothing is measured
  if (const Duration least = length_of(stretched(low)); least > length) {
    return too_short(form, least);
  }
  double high = std::max(1.0, low);
  while (length_of(stretched(high)) < length && high < 1e12) high *= 2;
  // As passes are whole, the planned length has steps: the longest form that still fits.
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (length_of(stretched(middle)) <= length ? low : high) = middle;
  }
  form = stretched(low);
  form.bound = length;
  return {};
}

void change_items(Form& form, double times) {
  const auto change = [&](Toll& toll) {
    toll.seeing = scaled(toll.seeing, times);
    toll.pass = scaled(toll.pass, times);
  };
  for (Step& step : form.steps()) change(step.toll);
  if (form.search()) change(form.search()->toll);
}

}  // namespace harness::scenario
