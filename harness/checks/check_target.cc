#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/checks/check_kinds.h"
#include "harness/figure_text.h"

namespace harness::checks {
namespace {

using result::Check;
using result::CheckState;

/// Requests times seconds in the system, by the requests' own instants.
double area_told_s(const measure::MeasuredStep& step) {
  Duration told{};
  for (const measure::MeasuredPhase& phase : step.phases) {
    for (const slice::Slice& slice : phase.slices.entries()) told += slice.totals.time_in_system;
  }
  return seconds(told);
}

std::uint64_t requests_of(const measure::MeasuredStep& step) {
  std::uint64_t requests = 0;
  for (const measure::MeasuredPhase& phase : step.phases) {
    for (const slice::Slice& slice : phase.slices.entries())
      requests += slice.totals.outcomes.all();
  }
  return requests;
}

}  // namespace

Check every_request_ended(const measure::MeasuredStep& step) {
  if (step.unfinished == 0) {
    return {"every request ended", CheckState::passed, 0.0, 0.0,
            "Every request that was sent ended as ok, failed or shed."};
  }
  // Who cuts a run short leaves some behind; that is told, but it is nobody's fault.
  return {"every request ended", step.cut_short ? CheckState::warned : CheckState::failed,
          static_cast<double>(step.unfinished), 0.0,
          fmt::format("{} requests {}; the figures leave out the slowest.", step.unfinished,
                      step.cut_short
                          ? "had not ended when the run was cut short"
                          : fmt::format("did not end within {:.3g} s of the load's end "
                                        "(--patience)",
                                        std::chrono::duration<double>(step.patience).count()))};
}

Check outputs_verified(const measure::MeasuredStep& step) {
  const bool ok = step.wrong.empty();
  return {"outputs verified", ok ? CheckState::passed : CheckState::failed, ok ? 0.0 : 1.0, 0.0,
          ok ? "The target's outputs were checked outside the timed region." : step.wrong};
}

Check sums_agree(const measure::MeasuredStep& step) {
  record::Outcomes seen;
  for (const measure::MeasuredPhase& phase : step.phases) {
    for (const slice::Slice& slice : phase.slices.entries()) seen.add(slice.totals.outcomes);
  }
  const record::Outcomes& said = *step.said;
  const auto difference = [](std::uint64_t a, std::uint64_t b) { return a > b ? a - b : b - a; };
  const std::uint64_t off = difference(seen.ok, said.ok) + difference(seen.failed, said.failed) +
                            difference(seen.shed, said.shed);
  return {"target's own sums agree", off == 0 ? CheckState::passed : CheckState::failed,
          static_cast<double>(off), 0.0,
          fmt::format("the target counts {} ok, {} failed, {} shed; recorded were {}, {}, {}.",
                      said.ok, said.failed, said.shed, seen.ok, seen.failed, seen.shed)};
}

Check littles_law(const measure::MeasuredStep& step) {
  constexpr double limit = 0.05, most = 0.20;
  constexpr std::uint64_t fewest_readings = 20;
  constexpr double errors = 4;  // standard errors, which chance exceeds once in 16,000 steps
  // Between its instants and its counters a request is in only one of the two.
  constexpr double unseen_s = 2e-6;
  const slice::InFlightSeen& seen = step.in_flight;
  const bool whole = step.unfinished == 0 && !step.cut_short;
  if (!whole || seen.readings < fewest_readings) {
    return {"Little's law", CheckState::passed, 0.0, limit,
            "too short to compare the time in the system with what was seen in flight."};
  }
  const double told_s = area_told_s(step), seen_s = seen.area_s();
  const auto requests = static_cast<double>(requests_of(step));
  const double chance_s = errors * seen.area_error_s() + seen.area_doubt_s() +
                          seen.area_late_s(requests) + unseen_s * requests;
  const double larger_s = std::max({told_s, seen_s, 1e-12});
  const double off = std::max(0.0, std::abs(told_s - seen_s) - chance_s) / larger_s;
  std::string sentence = fmt::format(
      "by their own instants the requests were in the system for {} in all; what was "
      "seen in flight comes to {}, give or take {}.",
      time_text(told_s), time_text(seen_s), time_text(chance_s));
  if (off > limit) {
    sentence += told_s < seen_s ? " The target keeps requests longer than it says: is `finished` "
                                  "the instant at which it calls `done`?"
                                : " The target says that requests took longer than they were "
                                  "there: is `finished` an instant that has been?";
  }
  return {"Little's law", state_for(off, limit, most), off, limit, std::move(sentence)};
}

}  // namespace harness::checks
