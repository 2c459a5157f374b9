#include <fmt/format.h>

#include <algorithm>

#include "harness/figure_text.h"
#include "harness/run/check_kinds.h"

namespace harness::run {

using result::Check;
using result::CheckState;

Check became_steady(const MeasuredStep& step, const MeasuredPhase& phase) {
  const double share = std::chrono::duration<double>(phase.warm_up.length).count() /
                       std::chrono::duration<double>(phase.length).count();
  return {"became steady", phase.warm_up.steady ? CheckState::passed : CheckState::failed, share,
          0.5, fmt::format("{}/{}: {}", step.name, phase.name, phase.warm_up.why)};
}

Check was_observed(const MeasuredStep& step, const MeasuredPhase& phase) {
  const bool unseen = phase.account.wall() <= Duration{} && phase.totals.outcomes.all() > 0;
  return {"every phase was observed", unseen ? CheckState::failed : CheckState::passed,
          unseen ? 1.0 : 0.0, 0.0,
          unseen ? fmt::format("{}/{} was over before the observing thread came to look at it, and "
                               "is in no figure.",
                               step.name, phase.name)
                 : "Each phase was looked at while it lasted."};
}

Check enough_samples(const MeasuredStep& step, const MeasuredPhase& phase) {
  // Measured coverage of a quantile's interval holds from ten independent requests beyond it on:
  // harness/stats/quantile.h.
  constexpr double needed = 10;
  struct Quoted {
    const char* name;
    double fraction;
    const stats::Estimate& estimate;
  };
  const PhaseEstimates& estimates = phase.estimates;
  const auto accepted = static_cast<double>(phase.totals.outcomes.accepted());
  double fewest = accepted;
  const char* which = "P50";
  for (const Quoted quoted : {Quoted{"P50", 0.50, estimates.p50_ms},
                              {"P95", 0.95, estimates.p95_ms},
                              {"P99", 0.99, estimates.p99_ms}}) {
    const double beyond = quoted.estimate.effective * (1 - quoted.fraction);
    if (beyond >= fewest) continue;
    fewest = beyond;
    which = quoted.name;
  }
  // Without a hundred requests the P99 is not a P99, but the largest.
  const CheckState state = accepted < 100     ? CheckState::failed
                           : fewest >= needed ? CheckState::passed
                                              : CheckState::warned;
  return {
      "enough independent samples", state, fewest, needed,
      fmt::format("{}/{}: {:.0f} requests, and beyond the {} as many as {} independent ones{}",
                  step.name, phase.name, accepted, which, digits(fewest),
                  state == CheckState::passed
                      ? "."
                      : fmt::format("; {:.0f} are needed. Measure longer (--length).", needed))};
}

}  // namespace harness::run
