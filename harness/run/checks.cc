#include "harness/run/checks.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

#include "harness/run/points.h"

namespace harness::run {
namespace {

using result::Check;
using result::CheckState;

double milliseconds(std::int64_t nanoseconds) {
  return static_cast<double>(nanoseconds) / 1e6;
}

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
  return {"outputs verified",
          ok ? CheckState::passed : CheckState::failed,
          {},
          {},
          ok ? "The target's outputs and sums were checked outside the timed region."
             : fmt::format("{}: {}", step.name, step.wrong)};
}

/// The generator's lag is within every latency; it must be small beside the P99 that is quoted.
Check schedule_kept(const MeasuredStep& step, const MeasuredPhase& phase) {
  const double lag = milliseconds(phase.totals.lag.quantile(0.99));
  const double latency = milliseconds(phase.totals.latency.quantile(0.99));
  const double limit = std::max(0.05 * latency, 0.1);
  const bool ok = lag <= limit;
  return {"generator kept its schedule", ok ? CheckState::passed : CheckState::failed, lag, limit,
          ok ? fmt::format("P99 of the generator's lag is {:.3g} ms; the limit is {:.3g} ms.", lag,
                           limit)
             : fmt::format("{}/{}: P99 of the generator's lag is {:.3g} ms, over 5 % of the P99 "
                           "latency of {:.3g} ms; give it a core, or lower the rate.",
                           step.name, phase.name, lag, latency)};
}

Check rate_offered(const MeasuredStep& step, const MeasuredPhase& phase) {
  const double planned =
      phase.planned_per_s * std::chrono::duration<double>(phase.real_length()).count();
  const auto sent = static_cast<double>(phase.totals.outcomes.all());
  const double off = planned > 0 ? std::abs(sent - planned) / planned : 0;
  // Poisson arrivals scatter by the root of their number; constant ones by one.
  const double limit = 0.001 + (4 * std::sqrt(planned) + 1) / std::max(planned, 1.0);
  const bool ok = off <= limit;
  return {"offered rate was offered", ok ? CheckState::passed : CheckState::failed, off, limit,
          fmt::format("{}/{}: {:.0f} requests sent of {:.0f} planned.", step.name, phase.name, sent,
                      planned)};
}

/// L = lambda W: what was seen in flight against rate times time in the system.
Check littles_law(const MeasuredStep& step, const MeasuredPhase& phase) {
  const double length = std::chrono::duration<double>(phase.account.wall()).count();
  const double stay_s = (phase.totals.latency.mean() - phase.totals.lag.mean()) / 1e9;
  const double law =
      length > 0 ? static_cast<double>(phase.totals.outcomes.accepted()) * stay_s / length : 0;
  const double seen = phase.account.in_flight().value_or(law);
  const double off = std::abs(seen - law) / std::max(law, 1.0);
  constexpr double limit = 0.25;
  const bool ok = off <= limit;
  return {"Little's law", ok ? CheckState::passed : CheckState::warned, off, limit,
          fmt::format("{}/{}: {:.3g} in flight on average; rate times time in the system gives "
                      "{:.3g}.",
                      step.name, phase.name, seen, law)};
}

Check enough_samples(const MeasuredStep& step, const MeasuredPhase& phase) {
  constexpr double needed = 1000;  // ten beyond the P99
  const auto accepted = static_cast<double>(phase.totals.outcomes.accepted());
  const bool ok = accepted >= needed;
  return {"enough samples for P99", ok ? CheckState::passed : CheckState::warned, accepted, needed,
          ok ? "At least ten requests lie beyond each P99 that is quoted."
             : fmt::format("{}/{}: {:.0f} accepted requests; a P99 needs {:.0f}. Measure longer "
                           "(--length).",
                           step.name, phase.name, accepted, needed)};
}

Check cpu_not_stolen(const MeasuredStep& step, const MeasuredPhase& phase) {
  const double stolen = phase.account.steal_fraction().value_or(0);
  const CheckState state = stolen <= 0.02   ? CheckState::passed
                           : stolen <= 0.10 ? CheckState::warned
                                            : CheckState::failed;
  return {"CPU was not stolen", state, stolen, 0.02,
          fmt::format("{}/{}: {:.1f} % of the cores' time went to other machines.", step.name,
                      phase.name, 100 * stolen)};
}

/// How bad, so that the worst step's line is the one that is shown.
double badness(const Check& check) {
  if (!check.figure) return 0;
  // More samples are better; of everything else, less is.
  const double sign = check.name == "enough samples for P99" ? -1 : 1;
  return sign * (*check.figure - check.limit.value_or(0));
}

}  // namespace

std::vector<Check> check_step(const MeasuredStep& step, bool judged) {
  std::vector<Check> checks{every_request_ended(step), outputs_verified(step)};
  for (const MeasuredPhase& phase : step.phases) {
    if (!phase.measured || phase.real_length() <= Duration{}) continue;
    if (step.open_loop && phase.totals.outcomes.all() > 0) {
      if (judged) checks.push_back(schedule_kept(step, phase));
      if (!step.cut_short) checks.push_back(rate_offered(step, phase));
    }
    if (phase.totals.outcomes.accepted() == 0) continue;
    if (judged) checks.push_back(littles_law(step, phase));
    checks.push_back(enough_samples(step, phase));
    checks.push_back(cpu_not_stolen(step, phase));
  }
  return checks;
}

std::vector<Check> worst_of(const std::vector<Check>& checks) {
  std::vector<Check> worst;
  for (const Check& check : checks) {
    const auto same = std::find_if(worst.begin(), worst.end(),
                                   [&](const Check& other) { return other.name == check.name; });
    if (same == worst.end()) {
      worst.push_back(check);
    } else if (check.state > same->state ||
               (check.state == same->state && badness(check) > badness(*same))) {
      *same = check;
    }
  }
  return worst;
}

}  // namespace harness::run
