#include "harness/scenario/change_steps.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/scenario/held_settings.h"
#include "harness/scenario/side_by_side.h"

namespace harness::scenario {
namespace {

/// The load's own stream falls silent after the warm-up; it still names the phase.
void play(OpenLoad& load, const schedule::Trace& trace) {
  load.rate = schedule::per_second(trace.rate_per_s());
  load.segments = schedule::constant("trace", 0, trace.length());
  load.overlays = {trace};
}

/// Calls `change` for each open load. An error if there is none, or what `option` asks for would
/// go by unnoticed.
template <class Change>
Expected<void> change_open_loads(std::vector<Step>& steps, const char* option, Change change) {
  bool any = false;
  for (Step& step : steps) {
    if (auto* open = std::get_if<OpenLoad>(&step.load)) {
      change(*open);
      any = true;
    }
  }
  if (any) return {};
  return failure(
      fmt::format("{} does not fit: this scenario sends as fast as the target answers", option));
}

Expected<void> change_arrivals(const Changes& changes, std::vector<Step>& steps) {
  if (const auto* law = std::get_if<schedule::Arrivals>(&*changes.arrivals)) {
    return change_open_loads(steps, "--arrivals", [&](OpenLoad& load) { load.arrivals = *law; });
  }
  if (changes.rate || changes.length) {
    return failure(
        fmt::format("{} does not fit a trace, which has its own; --arrivals "
                    "trace:FILE@2 plays it twice as fast",
                    changes.rate ? "--rate" : "--length"));
  }
  const auto& trace = std::get<schedule::Trace>(*changes.arrivals);
  return change_open_loads(steps, "--arrivals", [&](OpenLoad& load) { play(load, trace); });
}

/// A copy of all the steps of the first access pattern, which ask as was recorded.
void add_pattern(std::vector<Step>& steps, const mix::Popularity& recorded) {
  const std::string first = steps.front().place.panel;
  std::vector<Step> more;
  for (const Step& step : steps) {
    if (step.place.panel != first) continue;
    Step& copy = more.emplace_back(step);
    copy.popularity = recorded;
    copy.place.panel = "trace";
    const bool named = !first.empty() && copy.name.starts_with(first);
    copy.name = "trace" + (named ? copy.name.substr(first.size()) : ", " + copy.name);
  }
  for (Step& step : more) steps.push_back(std::move(step));
}

Expected<void> change_choice(std::vector<Step>& steps, const mix::RecordedItems& items) {
  const mix::Popularity recorded{.choice = mix::Choice::recorded, .recorded = items};
  if (std::ranges::any_of(steps, [](const Step& step) { return step.popularity.has_value(); })) {
    add_pattern(steps, recorded);
    return {};
  }
  for (Step& step : steps) {
    const auto* closed = std::get_if<ClosedLoad>(&step.load);
    if (closed != nullptr && closed->passes) {
      return failure("--trace does not fit: this scenario asks for each item once");
    }
    step.popularity = recorded;
  }
  return {};
}

/// A precision is of one figure, which a load that changes does not have.
Expected<void> check_until(const std::vector<Step>& steps, bool in_turn) {
  if (in_turn) {
    return failure("--until does not fit: this scenario's steps take turns, and end together");
  }
  for (const Step& step : steps) {
    const auto* open = std::get_if<OpenLoad>(&step.load);
    if (open == nullptr) continue;
    const auto& segments = open->segments;
    if (segments.size() == 1 && segments[0].from_per_s == segments[0].to_per_s) continue;
    return failure(
        "--until does not fit: this scenario's load changes, so that no figure of it is one "
        "figure; steady and the sweeps have a load that stays");
  }
  return {};
}

}  // namespace

Expected<void> check_rate(const schedule::Rate& rate) {
  if (rate.relative || rate.value <= most_offered_per_s) return {};
  return failure(fmt::format(
      "--rate {}: no generator offers more than {:.0f}M/s, as each request costs it {:.0f} "
      "ns at the very least",
      to_string(rate), most_offered_per_s / 1e6, 1e9 / most_offered_per_s));
}

Expected<void> change_steps(const Changes& changes, std::vector<Step>& steps, bool in_turn) {
  if (changes.within) return failure("--within does not fit: this scenario searches for nothing");
  if (!changes.only.empty()) {
    return failure("--only does not fit: this scenario is no ablation");
  }
  if (auto fits = check_settings(steps, changes.settings); !fits) return fits;
  if (changes.arrivals) {
    if (auto changed = change_arrivals(changes, steps); !changed) return changed;
  }
  if (changes.recorded != nullptr) {
    if (auto changed = change_choice(steps, changes.recorded); !changed) return changed;
  }
  if (changes.engines.size() > 1) steps = side_by_side(steps, changes.engines);
  if (changes.rate) {
    if (auto fits = check_rate(*changes.rate); !fits) return fits;
    auto changed =
        change_open_loads(steps, "--rate", [&](OpenLoad& load) { load.rate = *changes.rate; });
    if (!changed) return changed;
  }
  return changes.until ? check_until(steps, in_turn) : Expected<void>();
}

}  // namespace harness::scenario
