#include "harness/selftest/stall_pattern.h"

#include <algorithm>

#include "harness/drive/simulated_queue.h"
#include "harness/theory/stall.h"

namespace harness::selftest {
namespace {}  // namespace

Load StallTrial::load() const {
  return {.arrivals = schedule::Arrivals::constant,
          .rate_per_s = rate_per_s,
          .warm_up = std::chrono::milliseconds(100),
          .length = measured,
          .seed = seed,
          .start = {}};
}

StallPattern StallTrial::pattern(Instant from) const {
  const Duration period = measured / static_cast<Duration::rep>(stalls);
  return {.first = from + (period - stall) / 2, .length = stall, .period = period, .times = stalls};
}

theory::Law StallTrial::law() const {
  return theory::stall_latency(seconds(stall), stalls * seconds(stall) / seconds(measured));
}

Measured measure_virtual(const StallTrial& trial, const std::stop_token& stop) {
  ManualClock clock;
  const Load load = trial.load();
  const StallPattern pattern = trial.pattern(clock.now() + load.warm_up);
  drive::SimulatedQueue queue(clock, [pattern](Instant started) { return pattern.left(started); });
  return measure_virtual(clock, clock, queue, load, stop);
}

std::vector<Answer> answers_of(const StallTrial& trial, const Measured& measured,
                               const Noise& noise) {
  const theory::Law law = trial.law();
  std::vector<Answer> answers = answers_of(law, measured, 1 / trial.rate_per_s);
  const double backlog = trial.rate_per_s * seconds(trial.stall);
  const double late_s = backlog * noise.overtime_s + noise.longest_s;
  for (Answer& answer : answers) {
    answer.by_chance = false;
    const bool is_mean = answer.quantile == "mean";
    answer.explained_s =
        *answer.theory_s + (is_mean ? backlog * noise.overtime_s + noise.mean_wait_s : late_s);
  }
  return answers;
}

}  // namespace harness::selftest
