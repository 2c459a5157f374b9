#include "harness/selftest/trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/figure_text.h"
#include "harness/selftest/offered_law.h"
#include "harness/selftest/service_times.h"

namespace harness::selftest {
namespace {

using result::Check;
using result::CheckState;

constexpr double most_hidden = 0.10;

std::string name_of(const std::string& what, Time time) {
  return what + (time == Time::virtual_time ? ", virtual time" : ", real time");
}

Check check_outcomes(const Trial& trial) {
  const record::Outcomes& outcomes = trial.measured.totals.outcomes;
  const auto lost =
      static_cast<double>(outcomes.failed + outcomes.shed + trial.measured.unfinished);
  return {trial.name + ": every request", lost == 0 ? CheckState::passed : CheckState::failed, lost,
          0.0,
          lost == 0 ? "Every request ended well."
                    : fmt::format("{} failed, {} were shed, {} never ended.", outcomes.failed,
                                  outcomes.shed, trial.measured.unfinished)};
}

/// A machine whose noise alone could move an answer that far can't vouch for it: the machine's
/// fault, not the answer's.
std::vector<Check> check_hidden(const Trial& trial) {
  std::vector<Check> checks;
  for (const Answer& answer : trial.answers) {
    const bool asked = answer.quantile == "p99" || answer.quantile == "mean";
    if (!asked || answer.theory_s.value_or(0) <= 0 || !answer.explained_s) continue;
    const double hidden = *answer.explained_s / *answer.theory_s - 1;
    const bool ok = hidden <= most_hidden;
    checks.push_back(
        {fmt::format("{}: {} within the noise", trial.name, answer.quantile),
         ok ? CheckState::passed : CheckState::warned,
         std::isfinite(hidden) ? result::Figure(hidden) : std::nullopt, most_hidden,
         std::isfinite(hidden)
             ? fmt::format("This machine's noise could move it by {}: generator or server "
                           "were held up for {} of the time, at most {} at once.",
                           percent_text(hidden),
                           percent_text(std::min(trial.noise.held_up_share[0], 1.0)),
                           time_text(trial.noise.longest_s))
             : "This machine's noise could have moved it anywhere."});
  }
  return checks;
}

/// A wrong answer is a defect where the machine was quiet. Where its noise could have moved that
/// answer far, nobody can know: that warns.
CheckState state_of(const Check& answered, const Trial& trial, const Answer& answer) {
  if (answered.state != CheckState::failed || trial.time == Time::virtual_time) {
    return answered.state;
  }
  const double hidden = answer.explained_s.value_or(0) / answer.theory_s.value_or(1) - 1;
  return hidden > most_hidden ? CheckState::warned : CheckState::failed;
}

Punctuality punctuality_of(const Trial& trial) {
  if (trial.time == Time::virtual_time) return {};
  const record::Histogram& lag = trial.measured.totals.lag;
  const auto late = lag.count() - lag.count_at_or_below(StallCount::shortest.count());
  const auto all = static_cast<double>(std::max<std::uint64_t>(lag.count(), 1));
  return {.jitter_s = seconds(StallCount::shortest), .late_share = static_cast<double>(late) / all};
}

void set_interval(const Answer& answer, result::Figure& low, result::Figure& high) {
  if (!answer.interval_s) return;
  low = answer.interval_s->low * 1e3;
  high = answer.interval_s->high * 1e3;
}

void set_latencies(const Trial& trial, result::Point& point) {
  const auto ms = [&](std::size_t i) { return trial.answers[i].measured_s * 1e3; };
  point.latency_ms_p50 = ms(0);
  point.latency_ms_p95 = ms(1);
  point.latency_ms_p99 = ms(2);
  point.latency_ms_p999 = ms(3);
  point.latency_ms_mean = ms(4);
  set_interval(trial.answers[0], point.latency_ms_p50_low, point.latency_ms_p50_high);
  set_interval(trial.answers[1], point.latency_ms_p95_low, point.latency_ms_p95_high);
  set_interval(trial.answers[2], point.latency_ms_p99_low, point.latency_ms_p99_high);
  set_interval(trial.answers[3], point.latency_ms_p999_low, point.latency_ms_p999_high);
  set_interval(trial.answers[4], point.latency_ms_mean_low, point.latency_ms_mean_high);
}

result::Point point_of(const Trial& trial) {
  const record::PhaseTotals& totals = trial.measured.totals;
  const double length_s = seconds(trial.load.length);
  const auto count = [](std::uint64_t n) { return static_cast<double>(n); };
  result::Point point;
  point.scenario = "selftest";
  point.step = trial.name;
  point.phase = "measured";
  point.duration_s = length_s;
  point.planned_per_s = trial.load.rate_per_s;
  point.offered_per_s = count(trial.measured.offered.requests) / length_s;
  point.achieved_per_s = count(totals.outcomes.accepted()) / length_s;
  point.requests = count(totals.outcomes.all());
  point.ok = count(totals.outcomes.ok);
  point.failed = count(totals.outcomes.failed);
  point.shed = count(totals.outcomes.shed);
  point.latency_ms_min = count(static_cast<std::uint64_t>(totals.latency.min())) / 1e6;
  point.latency_ms_max = count(static_cast<std::uint64_t>(totals.latency.max())) / 1e6;
  point.lag_ms_p50 = count(static_cast<std::uint64_t>(totals.lag.quantile(0.50))) / 1e6;
  point.lag_ms_p99 = count(static_cast<std::uint64_t>(totals.lag.quantile(0.99))) / 1e6;
  set_latencies(trial, point);
  return point;
}

}  // namespace

Trial run_real(Trial trial, Clock& clock, SpinningServers::Service service, std::size_t servers,
               const std::stop_token& stop) {
  SpinningServers target(clock, std::move(service), servers);
  trial.measured = measure_real(
      clock, target, trial.load, [&] { target.stop(); }, stop);
  trial.noise = noise_of(trial.measured, target.hindrance());
  return trial;
}

Trial run_trial(const Model& model, Time time, Clock& clock, const std::stop_token& stop) {
  Trial trial;
  trial.name = name_of(describe(model), time);
  trial.load = load_of(model);
  trial.time = time;
  if (time == Time::virtual_time) {
    trial.measured = measure_virtual(model, stop);
  } else {
    ServiceTimes services(model);
    trial = run_real(
        std::move(trial), clock, [&services](Instant) { return services.next(); }, model.servers,
        stop);
  }
  trial.answers = answers_of(model, trial.measured, trial.noise);
  return trial;
}

Trial run_trial(const StallTrial& stalls, Time time, Clock& clock, const std::stop_token& stop) {
  constexpr Duration lead = std::chrono::milliseconds(20);  // for the servers to be there
  Trial trial;
  trial.name = name_of(stalls.stalls == 1 ? "one stall" : "periodic stalls", time);
  trial.load = stalls.load();
  trial.time = time;
  if (time == Time::virtual_time) {
    trial.measured = measure_virtual(stalls, stop);
  } else {
    trial.load.start = clock.now() + lead;
    const StallPattern pattern = stalls.pattern(trial.load.start + trial.load.warm_up);
    trial = run_real(
        std::move(trial), clock, [pattern](Instant at) { return pattern.left(at); }, 1, stop);
  }
  trial.answers = answers_of(stalls, trial.measured, trial.noise);
  return trial;
}

std::vector<Check> check(const Trial& trial) {
  std::vector<Check> checks;
  if (trial.is_sounding) return {check_outcomes(trial)};
  for (const Answer& answer : trial.answers) {
    if (auto answered = check(trial.name, answer)) {
      answered->state = state_of(*answered, trial, answer);
      checks.push_back(std::move(*answered));
    }
  }
  checks.push_back(check_outcomes(trial));
  const Punctuality punctuality = punctuality_of(trial);
  for (Check& offered : check_offered(trial.name, trial.load, trial.measured, punctuality)) {
    // What was sent so late tells nothing of the schedule: the machine's fault. Nor do some gaps
    // that are off though their requests were sent in time: a thread may be held up on its way.
    const bool few = offered.name.ends_with(": gaps") && trial.time == Time::real_time &&
                     offered.figure.value_or(1) - offered.limit.value_or(0) <= most_hidden;
    if (offered.state == CheckState::failed && (few || punctuality.late_share > most_hidden)) {
      offered.state = CheckState::warned;
    }
    checks.push_back(std::move(offered));
  }
  if (trial.time == Time::real_time) {
    for (Check& hidden : check_hidden(trial)) checks.push_back(std::move(hidden));
  }
  return checks;
}

void add(Trial trial, result::RunResult& result) {
  if (trial.measured.cut_short) return;
  result.points.push_back(point_of(trial));
  for (const Answer& answer : trial.answers) {
    result.known_answers.push_back(row_of(trial.name, answer));
  }
  for (Check& found : check(trial)) {
    if (found.state == CheckState::failed) result.points.back().valid = false;
    result.checks.push_back(std::move(found));
  }
  result.distributions.push_back({.step = trial.name,
                                  .phase = "measured",
                                  .start_s = 0,
                                  .duration_s = seconds(trial.load.length),
                                  .latency = std::move(trial.measured.totals.latency)});
}

}  // namespace harness::selftest
