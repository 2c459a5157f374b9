// The self-test finds the harness right, and what is wrong with it wrong.
#include "harness/selftest/answers.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "harness/drive/simulated_queue.h"
#include "harness/selftest/offered_law.h"
#include "harness/selftest/service_times.h"
#include "harness/selftest/trial.h"

namespace answers_test {

using harness::Clock;
using harness::Duration;
using harness::Instant;
using harness::ManualClock;
using harness::Signal;
using harness::Waiting;
using harness::result::Check;
using harness::result::CheckState;
using namespace harness::selftest;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t enough = 150'000;

/// A driver's clock of which a second takes `slower` seconds.
class MisleadingClock final : public Clock {
 public:
  MisleadingClock(ManualClock& time, double slower) : time_(time), slower_(slower) {}

  Instant now() override { return seen(time_.now()); }
  Instant wait_until(Instant due, Waiting waiting, const std::stop_token& stop) override {
    return std::max(due, seen(time_.wait_until(real(due), waiting, stop)));
  }
  bool wait_for(Signal& signal, Instant due, const std::stop_token& stop) override {
    return time_.wait_for(signal, real(due), stop);
  }

 private:
  Instant seen(Instant real) const { return times(real, 1 / slower_); }
  Instant real(Instant seen) const { return times(seen, slower_); }
  static Instant times(Instant at, double factor) {
    const double ns = static_cast<double>(at.time_since_epoch().count()) * factor;
    return Instant(Duration(static_cast<Duration::rep>(std::llround(ns))));
  }

  ManualClock& time_;
  double slower_;
};

/// Judges what was measured as if `model` had been.
std::vector<Check> judge(const Model& model, Measured measured) {
  return check(Trial{.name = "model",
                     .load = load_of(model),
                     .measured = measured,
                     .answers = answers_of(model, measured, {}),
                     .noise = {},
                     .time = Time::virtual_time});
}

Measured measure_with(const Model& model, double service_factor, double slower) {
  ManualClock clock;
  MisleadingClock driver(clock, slower);
  ServiceTimes services(model);
  harness::drive::SimulatedQueue queue(
      clock,
      [&](Instant) {
        return Duration(static_cast<Duration::rep>(
            std::llround(static_cast<double>(services.next().count()) * service_factor)));
      },
      model.servers);
  return measure_virtual(clock, driver, queue, load_of(model), {});
}

std::size_t failures(const std::vector<Check>& checks) {
  return static_cast<std::size_t>(std::count_if(
      checks.begin(), checks.end(), [](const Check& c) { return c.state == CheckState::failed; }));
}

bool fails(const std::vector<Check>& checks, const std::string& name) {
  const auto found =
      std::find_if(checks.begin(), checks.end(), [&](const Check& c) { return c.name == name; });
  REQUIRE(found != checks.end());
  return found->state == CheckState::failed;
}

}  // namespace

TEST_CASE("virtual time: every model's answers are the known ones") {
  ManualClock unused;
  Model model{.requests = enough, .seed = 3};
  for (const Queue queue : {Queue::mm1, Queue::md1, Queue::mmc, Queue::mg1}) {
    for (const ServiceLaw law : {ServiceLaw::lognormal, ServiceLaw::hyperexponential}) {
      if (queue != Queue::mg1 && law == ServiceLaw::hyperexponential) continue;
      model.queue = queue;
      model.law = law;
      model.cv = queue == Queue::mg1 ? 2 : 1;
      model.servers = queue == Queue::mmc ? 4 : 1;
      model.rate_per_s = 5000 * model.servers;
      const Trial trial = run_trial(model, Time::virtual_time, unused, {});
      CAPTURE(trial.name);
      for (const Check& check : check(trial)) {
        CAPTURE(check.name);
        CAPTURE(check.sentence);
        CHECK(check.state == CheckState::passed);
      }
      REQUIRE(trial.answers.size() == 5);
      for (const Answer& answer : trial.answers) {
        const bool known =
            law == ServiceLaw::hyperexponential || queue != Queue::mg1 || answer.quantile == "mean";
        CHECK(answer.theory_s.has_value() == known);
        if (!known) continue;
        // A bound of its own, wide for the longest tail, beside the intervals'.
        const double bound = answer.quantile == "p99.9" ? 0.15 : 0.05;
        CHECK(answer.measured_s == doctest::Approx(*answer.theory_s).epsilon(bound));
      }
    }
  }
}

TEST_CASE("a server 5 % slower than it claims is caught") {
  const Model model{.rate_per_s = 7000, .requests = enough};
  const auto honest = judge(model, measure_with(model, 1, 1));
  CHECK(failures(honest) == 0);
  const auto slow = judge(model, measure_with(model, 1.05, 1));
  CHECK(fails(slow, "model: p50"));
  CHECK(fails(slow, "model: p99"));
  CHECK(fails(slow, "model: mean"));
  CHECK(failures(judge(model, measure_with(model, 0.95, 1))) > 0);
}

TEST_CASE("a generator 5 % slower than it claims is caught") {
  // By its own clock all is well.
  const Model model{.rate_per_s = 7000, .requests = enough};
  CHECK(failures(judge(model, measure_with(model, 1, 1.05))) > 0);
  CHECK(failures(judge(model, measure_with(model, 1, 0.95))) > 0);
}

TEST_CASE("a generator that offers another rate is caught by its count, its gaps and its answers") {
  const Model model{.rate_per_s = 5000, .requests = enough};
  for (const double factor : {0.95, 1.05}) {
    Model other = model;
    other.rate_per_s *= factor;
    other.requests = static_cast<std::uint64_t>(static_cast<double>(enough) * factor);
    const auto checks = judge(model, measure_virtual(other, {}));
    CHECK(fails(checks, "model: rate"));
    CHECK(fails(checks, "model: gaps"));
    CHECK(fails(checks, "model: p50"));
  }
}

TEST_CASE("even arrivals in the place of random ones are caught, though their rate is right") {
  const Model model{.rate_per_s = 5000, .requests = enough};
  ManualClock clock;
  ServiceTimes services(model);
  harness::drive::SimulatedQueue queue(clock, [&](Instant) { return services.next(); });
  Load even = load_of(model);
  even.arrivals = harness::schedule::Arrivals::constant;
  const auto checks = judge(model, measure_virtual(clock, clock, queue, even, {}));
  CHECK_FALSE(fails(checks, "model: rate"));
  CHECK(fails(checks, "model: gaps"));
  CHECK(fails(checks, "model: counts"));
  CHECK(fails(checks, "model: p99"));
}

TEST_CASE("Little's law catches a target that tells shorter times than it takes") {
  const Model model{.rate_per_s = 5000, .requests = enough};
  Measured measured = measure_virtual(model, {});
  CHECK_FALSE(fails(judge(model, measured), "model: Little's law"));
  for (double& stay : measured.stay_s) stay *= 0.95;
  CHECK(fails(judge(model, measured), "model: Little's law"));
}

TEST_CASE("too few requests give rows, and no check that chance could decide") {
  ManualClock unused;
  const Trial trial =
      run_trial({.rate_per_s = 5000, .requests = 1000}, Time::virtual_time, unused, {});
  CHECK(trial.answers.size() == 5);
  for (const Check& check : check(trial)) {
    CHECK(check.name.find("p99.9") == std::string::npos);
  }
}

TEST_CASE("a row of the file: errors relative to theory, empty where there is none") {
  Answer answer;
  answer.quantile = "p99";
  answer.measured_s = 0.0011;
  auto row = row_of("M/G/1", answer);
  CHECK(row.quantile == "p99");
  CHECK(*row.measured_ms == doctest::Approx(1.1));
  CHECK_FALSE(row.theory_ms);
  CHECK_FALSE(row.relative_error);
  CHECK_FALSE(row.interval_low_ms);
  answer.theory_s = 0.001;
  answer.interval_s = {0.0009, 0.0012};
  row = row_of("M/D/1", answer);
  CHECK(*row.relative_error == doctest::Approx(0.1));
  CHECK(*row.interval_high_ms == doctest::Approx(1.2));
  answer.theory_s = 0;
  CHECK_FALSE(row_of("stall", answer).relative_error);
}

TEST_CASE("a stop request ends a measurement") {
  std::stop_source stop;
  stop.request_stop();
  CHECK(measure_virtual(Model{.requests = enough}, stop.get_token()).cut_short);
}

}  // namespace answers_test
