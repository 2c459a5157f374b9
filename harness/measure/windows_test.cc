// One definition of a window, of due, sent and done within it: in values, intervals and rows.
#include <doctest/doctest.h>

#include <random>
#include <tuple>

#include "harness/checks/check_kinds.h"
#include "harness/checks/checks.h"
#include "harness/drive/open_loop.h"
#include "harness/measure/virtual_loads.h"
#include "harness/run/points.h"

namespace windows_test {

using namespace std::chrono_literals;
using harness::Completion;
using harness::Duration;
using harness::Instant;
using harness::ManualClock;
using harness::Outcome;
using harness::Request;
using harness::measure::measure_virtually;
using harness::measure::MeasuredStep;
using harness::measure::VirtualOrder;
using harness::result::CheckState;
using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;
using harness::scenario::OpenLoad;

namespace {

RunResult result_of(MeasuredStep step) {
  RunResult result;
  result.scenario = "virtual";
  harness::run::add_step(step, result);
  return result;
}

void check_within(const Figure& low, const Figure& value, const Figure& high) {
  if (!low || !high) return;
  REQUIRE(value);
  CHECK(*low <= *value);
  CHECK(*value <= *high);
}

/// Each request takes `service`; the one with the id `late` takes 20 s, by another server.
class OneLate final : public harness::Target {
 public:
  OneLate(ManualClock& clock, Duration service, std::uint64_t late)
      : clock_(clock), service_(service), late_(late) {}
  std::uint64_t population() const override { return 1; }
  void submit(const Request& request, Completion done) override {
    const Instant now = clock_.now(), finished = now + (request.id == late_ ? 20s : service_);
    clock_.at(finished, [=] { done(Outcome::ok, now, finished); });
  }

 private:
  ManualClock& clock_;
  Duration service_;
  std::uint64_t late_;
};

/// Ends every request but each tenth.
class Forgetful final : public harness::Target {
 public:
  explicit Forgetful(ManualClock& clock) : clock_(clock) {}
  std::uint64_t population() const override { return 1; }
  void submit(const Request& request, Completion done) override {
    if (request.id % 10 != 0) done(Outcome::ok, clock_.now(), clock_.now());
  }

 private:
  ManualClock& clock_;
};

VirtualOrder even_load(double rate_per_s, Duration length) {
  VirtualOrder order{.rate_per_s = rate_per_s};
  order.load.segments = harness::schedule::constant("even", 1, length);
  return order;
}

double counted_in(const RunResult& result, Figure Point::*figure) {
  double sum = 0;
  for (const Point& point : result.points) sum += (point.*figure).value();
  return sum;
}

}  // namespace

TEST_CASE("every value lies within its interval, and all sums agree, whatever the target") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const auto uniform = [&](double low, double high) {
      return std::uniform_real_distribution<>(low, high)(random);
    };
    VirtualOrder order{.rate_per_s = uniform(20, 400), .seed = seed};
    order.load.arrivals = seed % 3 == 0 ? harness::schedule::Arrivals::constant
                                        : harness::schedule::Arrivals::poisson;
    for (std::uint64_t k = 0; k <= seed % 3; ++k) {
      const Duration length(static_cast<Duration::rep>(uniform(1e9, 8e9)));
      order.load.segments = harness::schedule::then(
          std::move(order.load.segments),
          harness::schedule::constant("part " + std::to_string(k), uniform(0.2, 2), length));
    }
    // From idle to far overloaded.
    const double service_s = uniform(0.1, 2) / order.rate_per_s;
    ManualClock clock;
    harness::drive::SimulatedQueue queue(
        clock,
        [&](Instant) {
          return draw(harness::measure::VirtualLoad::Service::exponential, service_s, random);
        },
        1 + seed % 4);
    MeasuredStep step = measure_virtually(clock, queue, order);
    double due = 0;
    for (const auto& phase : step.phases) due += static_cast<double>(phase.due);
    const RunResult result = result_of(std::move(step));
    double offered = 0;
    for (const Point& point : result.points) {
      CAPTURE(point.phase);
      check_within(point.achieved_per_s_low, point.achieved_per_s, point.achieved_per_s_high);
      check_within(point.latency_ms_mean_low, point.latency_ms_mean, point.latency_ms_mean_high);
      check_within(point.latency_ms_p50_low, point.latency_ms_p50, point.latency_ms_p50_high);
      check_within(point.latency_ms_p95_low, point.latency_ms_p95, point.latency_ms_p95_high);
      check_within(point.latency_ms_p99_low, point.latency_ms_p99, point.latency_ms_p99_high);
      CHECK(*point.requests == *point.ok + *point.failed + *point.shed);
      CHECK(*point.offered_per_s * *point.duration_s == doctest::Approx(*point.requests));
      CHECK(*point.achieved_per_s * *point.duration_s == doctest::Approx(*point.ended));
      offered += *point.requests;
    }
    CHECK(offered >= due);  // the warm-ups that were cut are points, too
    double in_rows = 0, completed = 0;
    for (const auto& row : result.timeline) {
      in_rows += row.offered.value();
      completed += row.completed.value();
    }
    CHECK(in_rows == offered);
    CHECK(completed == counted_in(result, &Point::ok) + counted_in(result, &Point::failed));
  }
}

TEST_CASE("one request that is 20 s late dilutes no throughput") {
  const auto achieved = [](std::uint64_t late) {
    ManualClock clock;
    OneLate target(clock, 1ms, late);
    return result_of(measure_virtually(clock, target, even_load(1000, 7s))).points.back();
  };
  const Point punctual = achieved(1'000'000), late = achieved(3500);
  CHECK(*punctual.achieved_per_s == doctest::Approx(1000).epsilon(0.001));
  CHECK(*late.achieved_per_s == doctest::Approx(1000).epsilon(0.001));
  check_within(late.achieved_per_s_low, late.achieved_per_s, late.achieved_per_s_high);
  CHECK(*late.achieved_per_s_high < 1010);
  CHECK(late.requests == 7000);
  CHECK(*late.latency_ms_max == doctest::Approx(20'000).epsilon(0.001));
}

TEST_CASE("an overloaded target achieves what it can, and is offered what was due") {
  ManualClock clock;
  harness::drive::SimulatedQueue queue(clock, [](Instant) { return Duration(10ms); });
  MeasuredStep step = measure_virtually(clock, queue, even_load(200, 20s));
  const auto checks = check_step(step, harness::checks::Purpose::figures);
  const auto kept_up = std::ranges::find(checks, "target kept up", &harness::result::Check::name);
  REQUIRE(kept_up != checks.end());
  CHECK(kept_up->state == CheckState::failed);
  const RunResult result = result_of(std::move(step));
  const Point& point = result.points.back();
  CHECK(*point.offered_per_s == doctest::Approx(200).epsilon(0.001));
  CHECK(*point.achieved_per_s == doctest::Approx(100).epsilon(0.01));
  check_within(point.achieved_per_s_low, point.achieved_per_s, point.achieved_per_s_high);
}

TEST_CASE("what is offered is what the schedule holds, even if the target never answers") {
  ManualClock clock;
  Forgetful target(clock);
  MeasuredStep step = measure_virtually(clock, target, even_load(200, 10s));
  CHECK(step.unfinished == 200);
  const RunResult result = result_of(std::move(step));
  CHECK(*result.points.back().offered_per_s == doctest::Approx(200).epsilon(0.001));
  for (const auto& row : result.timeline) {
    if (row.t_s <= 10) CHECK(*row.offered_per_s == doctest::Approx(200).epsilon(0.01));
  }
}

TEST_CASE("a capacity is what ended in its time, however long requests take") {
  // Each answer takes as long as the time measured, or nearly: what is under way at its end, or
  // ends in the drain, is in no capacity.
  for (const auto& [servers, service, clients] :
       {std::tuple{1U, 1000ms, 8U}, {4U, 2900ms, 20U}, {1U, 10ms, 200U}, {2U, 700ms, 2U}}) {
    CAPTURE(service.count());
    ManualClock clock;
    harness::drive::SimulatedQueue queue(
        clock, [taken = service](Instant) { return Duration(taken); }, servers);
    const MeasuredStep step = measure_virtually(
        clock, queue, harness::measure::VirtualClients{.clients = clients, .length = 3s});
    const auto& phase = step.phases.back();
    // What ends at the very end is of the next window.
    const auto ended = static_cast<double>(servers * ((3000 - 1) / service.count()));
    CHECK(static_cast<double>(phase.ended.accepted()) == ended);
    CHECK(phase.estimates.achieved_per_s.value == doctest::Approx(ended / 3));
    const auto known = harness::checks::capacity_known(phase);
    CHECK((known.state == CheckState::passed) == (service == 10ms));
  }
}

TEST_CASE("a stall that reaches into the drain does not contradict Little's law") {
  ManualClock clock;
  harness::drive::SimulatedQueue queue(clock, [](Instant started) {
    const bool stands = started >= Instant(8s) && started < Instant(20s);
    return stands ? Instant(20s) - started + 1ms : Duration(1ms);
  });
  const auto checks = check_step(measure_virtually(clock, queue, even_load(100, 10s)),
                                 harness::checks::Purpose::figures);
  const auto law = std::ranges::find(checks, "Little's law", &harness::result::Check::name);
  REQUIRE(law != checks.end());
  CHECK(law->state == CheckState::passed);
}

TEST_CASE("checks are silent where nothing is the matter") {
  constexpr unsigned runs = 25;  // prony_check_alarms makes as many as one likes
  for (const harness::measure::VirtualLoad& load : harness::measure::virtual_loads) {
    CAPTURE(load.name);
    unsigned littles_law = 0, kept_up = 0;
    for (unsigned run = 1; run <= runs; ++run) {
      for (const auto& check :
           check_step(measure_virtually(load, run), harness::checks::Purpose::figures)) {
        if (check.state != CheckState::failed) continue;
        littles_law += check.name == "Little's law";
        kept_up += check.name == "target kept up";
      }
    }
    CHECK(littles_law == 0);
    CHECK(kept_up == 0);
  }
}

}  // namespace windows_test
