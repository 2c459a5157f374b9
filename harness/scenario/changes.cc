#include "harness/scenario/changes.h"

#include <fmt/format.h>

#include "harness/ablation/selection.h"
#include "harness/scenario/change_steps.h"
#include "harness/scenario/form.h"
#include "harness/scenario/held_settings.h"
#include "harness/scenario/time_box.h"

namespace harness::scenario {
namespace {

/// How many times its own length a form may take to reach a precision.
constexpr double most_longer = 10;

Expected<void> change(const Changes& changes, Steps& steps) {
  return change_steps(changes, steps.steps, false);
}

Expected<void> change(const Changes& changes, Turns& turns) {
  return change_steps(changes, turns.steps, true);
}

Expected<void> change(const Changes& changes, Search& search) {
  if (changes.rate) return failure("--rate does not fit: this scenario searches for the rate");
  if (!changes.only.empty()) {
    return failure("--only does not fit: this scenario is no ablation");
  }
  if (changes.recorded != nullptr) {
    return failure("--trace does not fit a search, whose load is its own");
  }
  if (changes.engines.size() > 1) {
    return failure("--engine: a search is of one engine; run it for each");
  }
  if (changes.until) {
    return failure("--until does not fit a search, which ends by itself; --within says how narrow");
  }
  if (changes.within) search.within = *changes.within;
  if (!changes.arrivals) return {};
  const auto* const law = std::get_if<schedule::Arrivals>(&*changes.arrivals);
  if (law == nullptr) return failure("a trace has one rate: there is nothing to search for");
  search.load.arrivals = *law;
  return {};
}

Expected<void> change(const Changes& changes, ablation::Design& design) {
  if (changes.rate || changes.arrivals) {
    return failure("--rate and --arrivals do not fit: an ablation has loads of its own");
  }
  if (changes.recorded != nullptr || changes.engines.size() > 1) {
    return failure(fmt::format("{} does not fit: an ablation has engines and loads of its own",
                               changes.recorded != nullptr ? "--trace" : "--engine"));
  }
  if (changes.until) {
    return failure(
        "--until does not fit an ablation, which ends by itself; --within says how narrow");
  }
  if (changes.within) design.within = *changes.within;
  if (!changes.only.empty()) {
    if (auto kept = ablation::keep_only(design, changes.only); !kept) {
      return failure("--only: " + kept.error().message);
    }
  }
  return check_settings(design, changes.settings);
}

}  // namespace

Expected<void> apply(const Changes& changes, Form& form) {
  auto changed = std::visit([&](auto& course) { return change(changes, course); }, form.course);
  if (!changed) return changed;
  change_items(form, changes.items);
  if (changes.length) return fit(form, *changes.length);
  if (changes.until) {
    for (Step& step : form.steps()) stretch(step, most_longer);
  }
  return {};
}

}  // namespace harness::scenario
