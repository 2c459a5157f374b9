#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/run/check_kinds.h"

namespace harness::run {
namespace {

using result::Check;
using result::CheckState;

/// Time in the system over the time integral of what was seen in flight, a batch a slice, of all
/// phases: the step begins and ends with nothing in flight, so the two must be the same. What is in
/// flight is sampled at instants drawn as a Poisson process, which see time averages (Wolff 1982).
stats::Ratio stay_over_seen(const MeasuredStep& step) {
  stats::Ratio ratio;
  for (const MeasuredPhase& phase : step.phases) {
    for (const Slice& slice : phase.slices.entries()) {
      const record::CompactTotals& totals = slice.totals;
      ratio.numerators.push_back(totals.stay.sum() / 1e9);
      ratio.denominators.push_back(slice.account.in_flight().value_or(0) *
                                   std::chrono::duration<double>(slice.account.wall()).count());
    }
  }
  return ratio;
}

}  // namespace

Check every_request_ended(const MeasuredStep& step) {
  if (step.unfinished == 0) {
    return {"every request ended", CheckState::passed, 0.0, 0.0,
            "Every request that was sent ended as ok, failed or shed."};
  }
  // Who cuts a run short leaves some behind; that is told, but it is nobody's fault.
  return {"every request ended", step.cut_short ? CheckState::warned : CheckState::failed,
          static_cast<double>(step.unfinished), 0.0,
          fmt::format("{}: {} requests {}; the figures leave out the slowest.", step.name,
                      step.unfinished,
                      step.cut_short ? "had not ended when the run was cut short" : "never ended")};
}

Check outputs_verified(const MeasuredStep& step) {
  const bool ok = step.wrong.empty();
  return {"outputs verified", ok ? CheckState::passed : CheckState::failed, ok ? 0.0 : 1.0, 0.0,
          ok ? "The target's outputs were checked outside the timed region."
             : fmt::format("{}: {}", step.name, step.wrong)};
}

Check sums_agree(const MeasuredStep& step) {
  record::Outcomes seen;
  for (const MeasuredPhase& phase : step.phases) {
    for (const Slice& slice : phase.slices.entries()) seen.add(slice.totals.outcomes);
  }
  const record::Outcomes& said = *step.said;
  const auto difference = [](std::uint64_t a, std::uint64_t b) { return a > b ? a - b : b - a; };
  const std::uint64_t off = difference(seen.ok, said.ok) + difference(seen.failed, said.failed) +
                            difference(seen.shed, said.shed);
  return {"target's own sums agree", off == 0 ? CheckState::passed : CheckState::failed,
          static_cast<double>(off), 0.0,
          fmt::format("{}: the target counts {} ok, {} failed, {} shed; recorded were {}, {}, {}.",
                      step.name, said.ok, said.failed, said.shed, seen.ok, seen.failed, seen.shed)};
}

Check littles_law(const MeasuredStep& step) {
  constexpr double limit = 0.05, most = 0.10;
  const stats::Ratio ratio = stay_over_seen(step);
  const stats::Estimate estimate = stats::estimate(ratio);
  // The end of the interval that is nearer to the law; without an interval there is no evidence.
  double off = 0;
  if (estimate.interval) {
    off = std::max({0.0, estimate.interval->low - 1, 1 - estimate.interval->high});
  }
  return {
      "Little's law", state_for(off, limit, most), off, limit,
      estimate.interval
          ? fmt::format("{}: rate times time in the system is {:.3g} (95 % interval {:.3g} to "
                        "{:.3g}) of what was seen in flight.",
                        step.name, estimate.value, estimate.interval->low, estimate.interval->high)
          : fmt::format("{}: too short to compare rate times time in the system with what was "
                        "seen in flight.",
                        step.name)};
}

}  // namespace harness::run
