#include <fmt/format.h>

#include <algorithm>

#include "harness/checks/check_kinds.h"
#include "harness/figure_text.h"

namespace harness::checks {

using result::Check;
using result::CheckState;

namespace {

using Seconds = std::chrono::duration<double>;

constexpr double long_cut_s = 3;
constexpr double long_cut_share = 0.1;

std::string latency_in_words(std::span<const slice::Slice> slices) {
  record::Histogram latency;
  for (const slice::Slice& slice : slices) latency.merge(slice.totals.latency);
  const auto milliseconds = [](std::int64_t ns) { return static_cast<double>(ns) / 1e6; };
  return fmt::format("P50 {:.4g}, P99 {:.4g}, at most {:.4g} ms",
                     milliseconds(latency.quantile(0.5)), milliseconds(latency.quantile(0.99)),
                     milliseconds(latency.max()));
}

}  // namespace

Check became_steady(const measure::MeasuredPhase& phase) {
  const double cut_s = Seconds(phase.warm_up.length).count();
  const double share = cut_s / Seconds(phase.length).count();
  Check check{"became steady", CheckState::passed, share, 0.5, phase.warm_up.why};
  if (!phase.warm_up.steady) {
    check.state = CheckState::failed;
  } else if (cut_s > long_cut_s || share > long_cut_share) {
    check.state = CheckState::warned;
    check.sentence +=
        fmt::format(". That is {:.3g} s, {:.0f} % of the phase: latency with it {}; without it {}.",
                    cut_s, 100 * share, latency_in_words(phase.slices.entries()),
                    latency_in_words(phase.warm_slices()));
  }
  return check;
}

Check was_observed(const measure::MeasuredPhase& phase) {
  const bool unseen = phase.account.wall() <= Duration{} && phase.totals.outcomes.all() > 0;
  return {"every phase was observed", unseen ? CheckState::failed : CheckState::passed,
          unseen ? 1.0 : 0.0, 0.0,
          unseen ? "was over before the observing thread came to look, and is in no figure."
                 : "Each phase was looked at while it lasted."};
}

Check enough_samples(const measure::MeasuredPhase& phase) {
  // Measured coverage of a quantile's interval holds from ten independent requests beyond it on:
  // harness/stats/quantile.h.
  constexpr double needed = 10;
  struct Quoted {
    const char* name;
    double fraction;
    const stats::Estimate& estimate;
  };
  const measure::PhaseEstimates& estimates = phase.estimates;
  const auto ok = static_cast<double>(phase.totals.outcomes.ok);
  double fewest = ok;
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
  const CheckState state = ok < 100           ? CheckState::failed
                           : fewest >= needed ? CheckState::passed
                                              : CheckState::warned;
  return {
      "enough independent samples", state, fewest, needed,
      fmt::format("{:.0f} requests ended ok, and beyond the {} as many as {} independent ones{}",
                  ok, which, digits(fewest),
                  state == CheckState::passed
                      ? "."
                      : fmt::format("; {:.0f} are needed. Measure longer (--length).", needed))};
}

}  // namespace harness::checks
