// Whole runs in virtual time, on queues whose answers are known.
#include "harness/run/runner.h"

#include <doctest/doctest.h>

#include "harness/drive/simulated_queue.h"
#include "harness/measure/virtual_step.h"

namespace runner_test {

using namespace harness::scenario;
using namespace std::chrono_literals;
using harness::Duration;
using harness::Expected;
using harness::ManualClock;
using harness::drive::SimulatedQueue;
using harness::measure::measure_virtually;
using harness::measure::MeasuredStep;
using harness::measure::StepOrder;
using harness::result::Point;
using harness::result::RunResult;
using harness::run::RunOrder;
using harness::schedule::per_second;
using harness::schedule::percent_of_capacity;

namespace {

/// One server that takes a millisecond for each request, and keeps what it was made from.
class Server {
 public:
  Expected<Prepared> make(const TargetOrder& order) {
    if (unmakable) return harness::failure("out of disk");
    auto& clock = static_cast<ManualClock&>(order.clock);
    clock.wait_until(clock.now() + making, harness::Waiting::sleep, {});
    made.push_back(order.settings);
    engines.push_back(order.engine);
    Prepared prepared;
    prepared.target = std::make_unique<SimulatedQueue>(
        clock, [this](harness::Instant) { return answers ? Duration(1ms) : Duration(24h); });
    return prepared;
  }

  bool unmakable = false, answers = true;
  Duration making{};
  std::vector<std::vector<Setting>> made;
  std::vector<std::string> engines;
};

/// As measure(), in virtual time.
Expected<MeasuredStep> measure_here(harness::Clock& clock, const StepOrder& order,
                                    const std::stop_token& /*stop*/) {
  auto& manual = static_cast<ManualClock&>(clock);
  order.begins(Activity::making);
  TargetOrder target = order.target;
  target.settings = order.step.settings;
  auto prepared = order.make_target(target);
  if (!prepared) return tl::unexpected(prepared.error());
  order.begins(Activity::loading);
  MeasuredStep step;
  if (const auto* open = std::get_if<OpenLoad>(&order.step.load)) {
    step = measure_virtually(manual, *prepared->target,
                             {.load = *open,
                              .rate_per_s = open->rate.per_second(order.capacity_per_s),
                              .seed = order.seed});
  } else {
    const auto& closed = std::get<ClosedLoad>(order.step.load);
    step =
        measure_virtually(manual, *prepared->target,
                          {.clients = closed.clients, .length = closed.length, .seed = order.seed});
  }
  step.name = order.step.name;
  return step;
}

Step step_of(std::string name, harness::schedule::Rate rate, Duration length = 100s) {
  OpenLoad load{.rate = rate, .arrivals = harness::schedule::Arrivals::poisson};
  load.segments = harness::schedule::constant("even", 1, length);
  return {.name = std::move(name), .settings = {{"of", "the step"}}, .load = load};
}

RunOrder order_of(Server& server, std::vector<Step> steps) {
  Scenario scenario;
  scenario.name = "virtual";
  scenario.make_target = [&server](const TargetOrder& order) { return server.make(order); };
  Form form{.course = Steps{std::move(steps)}, .capacity = 10s};
  return {.scenario = scenario,
          .form = std::move(form),
          .limits = {},
          .until = {},
          .capacity_per_s = {},
          .engine = "v2",
          .settings = {{"of", "the run"}},
          .scratch = "/",
          .seed = 3,
          .measure = measure_here};
}

Expected<RunResult> run(const RunOrder& order, const std::stop_token& stop = {}) {
  ManualClock clock;
  return harness::run::run(
      clock, order, [](const harness::run::Progress&) {}, stop);
}

const Point& measured_point(const RunResult& result, std::string_view step) {
  for (const Point& point : result.points) {
    if (point.step == step && point.measured) return point;
  }
  throw std::runtime_error("no such point");
}

}  // namespace

TEST_CASE("a relative rate is a share of the capacity, which is measured first and for itself") {
  Server server;
  const auto result = run(order_of(server, {step_of("load", percent_of_capacity(50))}));
  REQUIRE(result);
  // One server of 1 ms: 1,000/s, of which half are 500/s.
  CHECK(result->capacity_per_s.value() == doctest::Approx(1000).epsilon(0.001));
  REQUIRE(server.made.size() == 2);
  const Point& point = measured_point(*result, "load");
  CHECK(point.planned_per_s.value() == doctest::Approx(500));
  // M/D/1 at rho 0.5: a service and rho / (2 (1 - rho)) = half a service of waiting.
  CHECK(point.latency_ms_mean_low.value() <= 1.5);
  CHECK(point.latency_ms_mean_high.value() >= 1.5);
  CHECK(point.latency_ms_mean.value() == doctest::Approx(1.5).epsilon(0.05));
  for (const Point& other : result->points) CHECK(other.measured == (other.step == "load"));
}

TEST_CASE("a capacity that is known, or that nobody needs, is not measured") {
  Server server;
  RunOrder order = order_of(server, {step_of("load", percent_of_capacity(50), 10s)});
  order.capacity_per_s = 400;
  const auto known = run(order);
  REQUIRE(known);
  CHECK(server.made.size() == 1);
  CHECK(measured_point(*known, "load").planned_per_s.value() == doctest::Approx(200));
  const auto absolute = run(order_of(server, {step_of("load", per_second(20), 10s)}));
  REQUIRE(absolute);
  CHECK(server.made.size() == 2);
  CHECK(!absolute->capacity_per_s);
}

TEST_CASE("a target that answers nothing has no capacity, and the error says what to do") {
  Server server;
  server.answers = false;
  const auto result = run(order_of(server, {step_of("load", percent_of_capacity(50))}));
  REQUIRE(!result);
  CHECK(result.error().message.find("--rate 5/s") != std::string::npos);
  CHECK(server.made.size() == 1);
}

TEST_CASE("steps run in their order, each on a fresh target, and the run's settings win") {
  Server server;
  Step second = step_of("second", per_second(200), 10s);
  second.engine = "v1";
  const auto result =
      run(order_of(server, {step_of("first", per_second(100), 10s), std::move(second)}));
  REQUIRE(result);
  REQUIRE(server.made.size() == 2);
  CHECK(server.made[0] == std::vector<Setting>{{"of", "the step"}, {"of", "the run"}});
  CHECK(server.engines == std::vector<std::string>{"v2", "v1"});
  REQUIRE(result->points.size() == 2);
  CHECK(result->points[0].step == "first");
  CHECK(result->points[1].step == "second");
  CHECK(!result->cut_short);
}

TEST_CASE("the same seed asks the same, another one does not") {
  const auto latencies = [](std::uint64_t seed) {
    Server server;
    RunOrder order = order_of(server, {step_of("load", per_second(700), 10s)});
    order.seed = seed;
    return run(order)->points.at(0).latency_ms_mean.value();
  };
  CHECK(latencies(3) == latencies(3));
  CHECK(latencies(3) != latencies(4));
}

TEST_CASE("a stop between two steps keeps what was measured, and says that it is not all") {
  Server server;
  RunOrder order = order_of(
      server, {step_of("first", per_second(100), 10s), step_of("second", per_second(100), 10s)});
  std::stop_source stop;
  order.measure = [&](harness::Clock& clock, const StepOrder& step, const std::stop_token& token) {
    auto measured = measure_here(clock, step, token);
    stop.request_stop();
    return measured;
  };
  const auto result = run(order, stop.get_token());
  REQUIRE(result);
  CHECK(result->cut_short);
  REQUIRE(result->points.size() == 1);
  CHECK(result->points[0].step == "first");
}

TEST_CASE("what takes longer than planned is made up for by the loads still to come") {
  Server server;
  server.making = 20s;  // of which nobody knew
  RunOrder order = order_of(
      server, {step_of("first", per_second(100), 100s), step_of("second", per_second(100), 100s)});
  order.form.bound = 200s;
  const auto result = run(order);
  REQUIRE(result);
  CHECK(result->points.at(0).duration_s.value() == doctest::Approx(100).epsilon(0.01));
  // 120 s are over when the second begins, whose making is expected to take 20 s, too.
  CHECK(result->points.at(1).duration_s.value() == doctest::Approx(60).epsilon(0.01));
  CHECK(result->duration_s <= 200.5);
}

TEST_CASE(
    "the reference workload is measured before the first target and after the last one's load") {
  Server server;
  RunOrder order = order_of(server, {step_of("load", per_second(100), 10s)});
  CHECK_FALSE(run(order)->reference_workload_before_ms);
  server.made.clear();
  std::vector<std::size_t> targets_then;
  order.reference_workload = [&] {
    targets_then.push_back(server.made.size());
    return harness::result::Figure(targets_then.size() == 1 ? 5 : 5.4);
  };
  const auto result = run(order);
  REQUIRE(result);
  CHECK(result->reference_workload_before_ms == 5);
  CHECK(result->reference_workload_after_ms == 5.4);
  CHECK(targets_then == std::vector<std::size_t>{0, 1});
}

TEST_CASE("a target that can't be made leaves nothing to keep") {
  Server server;
  server.unmakable = true;
  const auto result = run(order_of(server, {step_of("load", per_second(100))}));
  REQUIRE(!result);
  CHECK(result.error().message == "out of disk");
}

}  // namespace runner_test
