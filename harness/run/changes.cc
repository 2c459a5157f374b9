#include "harness/run/changes.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/ablation/selection.h"
#include "harness/run/form.h"
#include "harness/run/held_settings.h"
#include "harness/run/side_by_side.h"
#include "harness/run/time_box.h"

namespace harness::run {
namespace {

/// How many times its own length a form may take to reach a precision.
constexpr double most_longer = 10;

/// Calls `change` for each open load. An error if there is none, or what `option` asks for would
/// go by unnoticed.
template <class Change>
Expected<void> change_open_loads(Form& form, const char* option, Change change) {
  bool any = false;
  for (Step& step : form.steps) {
    if (auto* open = std::get_if<OpenLoad>(&step.load)) {
      change(*open);
      any = true;
    }
  }
  if (form.search) {
    change(form.search->load);
    any = true;
  }
  if (!any) {
    return failure(
        fmt::format("{} does not fit: this scenario sends as fast as the target answers", option));
  }
  return {};
}

/// The load's own stream falls silent after the warm-up; it still names the phase.
void play(OpenLoad& load, const load::Trace& trace) {
  load.rate = load::per_second(trace.rate_per_s());
  load.segments = load::constant("trace", 0, trace.length());
  load.overlays = {trace};
}

Expected<void> change_arrivals(Form& form, const Changes& changes) {
  if (const auto* law = std::get_if<load::Arrivals>(&*changes.arrivals)) {
    return change_open_loads(form, "--arrivals", [&](OpenLoad& load) { load.arrivals = *law; });
  }
  if (changes.rate || changes.length) {
    return failure(
        fmt::format("{} does not fit a trace, which has its own; --arrivals "
                    "trace:FILE@2 plays it twice as fast",
                    changes.rate ? "--rate" : "--length"));
  }
  if (form.search) return failure("a trace has one rate: there is nothing to search for");
  const auto& trace = std::get<load::Trace>(*changes.arrivals);
  return change_open_loads(form, "--arrivals", [&](OpenLoad& load) { play(load, trace); });
}

/// A copy of all the steps of the first access pattern, which ask as was recorded.
void add_pattern(Form& form, const load::Popularity& recorded) {
  const std::string first = form.steps.front().place.panel;
  std::vector<Step> more;
  for (const Step& step : form.steps) {
    if (step.place.panel != first) continue;
    Step& copy = more.emplace_back(step);
    copy.popularity = recorded;
    copy.place.panel = "trace";
    const bool named = !first.empty() && copy.name.starts_with(first);
    copy.name = "trace" + (named ? copy.name.substr(first.size()) : ", " + copy.name);
  }
  for (Step& step : more) form.steps.push_back(std::move(step));
}

Expected<void> change_choice(Form& form, const load::RecordedItems& items) {
  if (form.search) return failure("--trace does not fit a search, whose load is its own");
  const load::Popularity recorded{.choice = load::Choice::recorded, .recorded = items};
  if (std::any_of(form.steps.begin(), form.steps.end(),
                  [](const Step& step) { return step.popularity.has_value(); })) {
    add_pattern(form, recorded);
    return {};
  }
  for (Step& step : form.steps) {
    const auto* closed = std::get_if<ClosedLoad>(&step.load);
    if (closed != nullptr && closed->passes) {
      return failure("--trace does not fit: this scenario asks for each document once");
    }
    step.popularity = recorded;
  }
  return {};
}

/// A precision is of one figure, which a load that changes does not have.
Expected<void> check_until(const Form& form) {
  if (form.ablation) {
    return failure(
        "--until does not fit an ablation, which ends by itself; --within says how narrow");
  }
  if (form.search)
    return failure("--until does not fit a search, which ends by itself; --within says how narrow");
  if (form.in_turn) {
    return failure("--until does not fit: this scenario's steps take turns, and end together");
  }
  for (const Step& step : form.steps) {
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

Expected<void> apply(const Changes& changes, Form& form) {
  if (form.ablation && (changes.rate || changes.arrivals)) {
    return failure("--rate and --arrivals do not fit: an ablation has loads of its own");
  }
  if (form.search && changes.rate) {
    return failure("--rate does not fit: this scenario searches for the rate");
  }
  if (changes.within) {
    if (!form.search && !form.ablation) {
      return failure("--within does not fit: this scenario searches for nothing");
    }
    if (form.search) form.search->within = *changes.within;
    if (form.ablation) form.ablation->within = *changes.within;
  }
  if (!changes.only.empty()) {
    if (!form.ablation) return failure("--only does not fit: this scenario is no ablation");
    if (auto kept = ablation::keep_only(*form.ablation, changes.only); !kept) {
      return failure("--only: " + kept.error().message);
    }
  }
  if (auto fits = check_settings(form, changes.settings); !fits) return fits;
  if (changes.arrivals) {
    if (auto changed = change_arrivals(form, changes); !changed) return changed;
  }
  if (form.ablation && (changes.recorded != nullptr || changes.engines.size() > 1)) {
    return failure(fmt::format("{} does not fit: an ablation has engines and loads of its own",
                               changes.recorded != nullptr ? "--trace" : "--engine"));
  }
  if (changes.recorded != nullptr) {
    if (auto changed = change_choice(form, changes.recorded); !changed) return changed;
  }
  if (changes.engines.size() > 1) {
    if (form.search) return failure("--engine: a search is of one engine; run it for each");
    form.steps = side_by_side(form.steps, changes.engines);
  }
  if (changes.rate) {
    if (!changes.rate->relative && changes.rate->value > most_offered_per_s) {
      return failure(fmt::format(
          "--rate {}: no generator offers more than {:.0f}M/s, as each request costs it {:.0f} "
          "ns at the very least",
          load::to_string(*changes.rate), most_offered_per_s / 1e6, 1e9 / most_offered_per_s));
    }
    auto changed =
        change_open_loads(form, "--rate", [&](OpenLoad& load) { load.rate = *changes.rate; });
    if (!changed) return changed;
  }
  if (changes.until) {
    if (auto fits = check_until(form); !fits) return fits;
  }
  change_items(form, changes.items);
  if (changes.length) return fit(form, *changes.length);
  if (changes.until) {
    for (Step& step : form.steps) stretch(step, most_longer);
  }
  return {};
}

}  // namespace harness::run
