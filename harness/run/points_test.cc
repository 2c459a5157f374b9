#include "harness/run/points.h"

#include <doctest/doctest.h>

#include <array>

#include "harness/slice/test_slice.h"

namespace points_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::Instant;
using harness::Outcome;
using harness::Sample;
using harness::measure::MeasuredPhase;
using harness::measure::MeasuredStep;
using harness::record::PhaseTotals;
using harness::result::Point;
using harness::result::RunResult;
using harness::slice::Reading;
using harness::slice::Slice;

namespace {

constexpr Instant origin{1000s};

/// A phase that begins `start` after the step, in which requests k = 0 .. 99, due every 10 ms, took
/// k + 1 ms each: 1 ms of lag in it from k = 1 on, the rest in two stages, one to four.
MeasuredPhase phase_of(const std::string& name, Duration start) {
  MeasuredPhase phase{.name = name,
                      .start_s = 5 + std::chrono::duration<double>(start).count(),
                      .length = 1s,
                      .planned_per_s = 100};
  PhaseTotals totals;
  totals.stages.resize(2);
  for (int k = 0; k < 100; ++k) {
    const std::vector<Duration> stages{200us * k, 800us * k};
    Sample sample;
    sample.request = {static_cast<std::uint64_t>(k), static_cast<std::uint64_t>(k % 3)};
    sample.outcome = k % 50 == 49 ? Outcome::failed : Outcome::ok;
    sample.due = origin + 5s + start + 10ms * k;
    sample.sent = sample.started = sample.due + 1ms;
    sample.served = sample.started + 900us * k;
    sample.finished = sample.started + 1ms * k;
    sample.stages = stages;
    const std::array<Duration, 2> gaps{1ms, 5ms};
    const harness::Marks marks{.first_result = sample.due + 2ms, .gaps = gaps, .units = 3};
    sample.marks = &marks;
    totals.add(sample);
    totals.add_to_class(sample);
    totals.good += k < 40 ? 1 : 0;
  }
  Slice slice = harness::slice::slice_of(totals);
  harness::probe::Usage usage;
  usage.cpu_cores = 1.5;
  usage.allocations = 5000;
  usage.rss_mib = 100;
  usage.rss_mib_peak = 140;
  Reading before{.observed = {}, .counters = {7.0, 1000.0, {}}};
  before.observed.cache_hits = before.observed.cache_misses = 10;
  Reading after{.observed = {}, .counters = {207.0, 3000.0, {}}};
  after.observed.cache_hits = 40;
  after.observed.cache_misses = 20;
  slice.ended = {.ok = 89, .failed = 1};
  slice.account.add(1s, usage, before, after);
  phase.slices.add(slice);
  phase.cut({});
  return phase;
}

MeasuredStep step_of(std::vector<MeasuredPhase> phases) {
  MeasuredStep step;
  step.name = "step";
  step.engine = "v2";
  step.batch_size = 50;
  step.stages = {"parse", "store"};
  step.counters = {
      {.name = "pages", .unit = "pages", .help = "read"},
      {.name = "cache", .unit = "bytes", .kind = harness::CounterKind::level, .help = "kept"},
      {.name = "untold", .unit = "", .help = ""}};
  step.phases = std::move(phases);
  step.describe = [](std::uint64_t item) { return "item " + std::to_string(item); };
  step.open_loop = true;
  step.origin = origin;
  return step;
}

RunResult result_of(MeasuredStep step) {
  RunResult result;
  result.scenario = "steady";
  result.seed = 42;
  harness::run::add_step(step, result);
  return result;
}

}  // namespace

TEST_CASE("a point's figures are those of its samples") {
  const RunResult result = result_of(step_of({phase_of("measured", 0s)}));
  REQUIRE(result.points.size() == 1);
  const Point& point = result.points[0];
  CHECK(point.scenario == "steady");
  CHECK(point.step == "step");
  CHECK(point.phase == "measured");
  CHECK(point.engine == "v2");
  CHECK(point.batch_size == 50);
  CHECK_FALSE(point.workers);
  CHECK(point.requests == 100);
  CHECK(point.ok == 98);
  CHECK(point.failed == 2);
  CHECK(point.shed == 0);
  CHECK(point.duration_s == 1);
  CHECK(point.offered_per_s == 100);
  CHECK(point.achieved_per_s == 90);  // the others ended after it
  CHECK(point.ended == 90);
  // Of 1 to 100 ms each those of 50 and 100 failed.
  CHECK(point.latency_ms_min == 1);
  CHECK(point.latency_ms_mean.value() == doctest::Approx((5050 - 150) / 98.0));
  CHECK(point.latency_ms_p50.value() == doctest::Approx(49).epsilon(0.001));
  CHECK(point.latency_ms_p95.value() == doctest::Approx(95).epsilon(0.001));
  CHECK(point.latency_ms_p99.value() == doctest::Approx(99).epsilon(0.001));
  CHECK(point.latency_ms_max.value() == doctest::Approx(99).epsilon(0.001));
  CHECK(point.failed_latency_ms_p50.value() == doctest::Approx(50).epsilon(0.001));
  CHECK(point.failed_latency_ms_max == 100);
  CHECK(point.lag_ms_p99.value() == doctest::Approx(1).epsilon(0.001));
  CHECK(point.wait_ms_p99 == 0);
  CHECK(point.service_ms_p50.value() == doctest::Approx(0.9 * 48).epsilon(0.001));
  CHECK(point.delivery_ms_p50.value() == doctest::Approx(0.1 * 48).epsilon(0.001));
  CHECK(point.cpu_cores.value() == doctest::Approx(1.5));
  CHECK(point.rss_mib_mean.value() == doctest::Approx(100));
  CHECK(point.rss_mib_peak == 140);
  CHECK(point.allocations_per_request == 50);
  CHECK(point.cache_hits == 30);
  CHECK(point.cache_misses == 10);
  CHECK(point.cache_hit_ratio == 0.75);
  CHECK_FALSE(point.io_operations);  // not probed is not zero
}

TEST_CASE("first results, gaps, units and good requests are of all classes together") {
  MeasuredStep step = step_of({phase_of("one", 0s)});
  step.classes.unit = "tokens";
  step.judged = true;
  RunResult result;
  harness::run::add_step(step, result);
  const Point& point = result.points.at(0);
  CHECK(point.first_result_ms_p99.value() == doctest::Approx(2).epsilon(0.001));
  CHECK(point.gaps == 2 * 98);  // of those that ended ok
  CHECK(point.gap_ms_mean.value() == doctest::Approx(3).epsilon(0.001));
  CHECK(point.gap_ms_p50.value() == doctest::Approx(1).epsilon(0.001));
  CHECK(point.gap_ms_p99.value() == doctest::Approx(5).epsilon(0.001));
  CHECK(point.units_per_s == 300);
  CHECK(point.good_per_s == 40);
}

TEST_CASE("what nobody tells or asks for is empty") {
  MeasuredStep step = step_of({phase_of("one", 0s)});
  RunResult result;
  harness::run::add_step(step, result);
  CHECK_FALSE(result.points.at(0).units);
  CHECK_FALSE(result.points.at(0).good);
  CHECK_FALSE(result.points.at(0).good_per_s_low);
}

TEST_CASE("a total is what it grew by, a level what it was; what was not told has no row") {
  const RunResult result = result_of(step_of({phase_of("measured", 0s)}));
  CHECK(result.counters.size() == 3);
  REQUIRE(result.counted.size() == 2);
  CHECK(result.counted[0].counter == "pages");
  CHECK(result.counted[0].kind == "total");
  CHECK(result.counted[0].step == "step");
  CHECK(result.counted[0].phase == "measured");
  CHECK(result.counted[0].value == 200);
  CHECK(result.counted[0].per_s == 200);
  CHECK_FALSE(result.counted[0].max);
  CHECK(result.counted[1].kind == "level");
  CHECK(result.counted[1].unit == "bytes");
  CHECK(result.counted[1].value == 3000);
  CHECK(result.counted[1].max == 3000);
  CHECK_FALSE(result.counted[1].per_s);
}

TEST_CASE("stages share the time of all stages") {
  const RunResult result = result_of(step_of({phase_of("measured", 0s)}));
  REQUIRE(result.stages.size() == 2);
  CHECK(result.stages[0].stage == "parse");
  CHECK(result.stages[0].count == 100);
  CHECK(result.stages[0].mean_ms.value() == doctest::Approx(49.5 / 5));
  CHECK(result.stages[0].share.value() == doctest::Approx(0.2));
  CHECK(result.stages[1].share.value() == doctest::Approx(0.8));
}

TEST_CASE("the slowest requests can be found again") {
  const RunResult result = result_of(step_of({phase_of("first", 0s), phase_of("second", 1s)}));
  REQUIRE(result.slowest.size() == 20);
  CHECK(result.slowest[0].phase == "first");
  CHECK(result.slowest[0].request == 99);
  CHECK(result.slowest[0].name == "item 0");
  CHECK(result.slowest[0].outcome == "failed");
  CHECK(result.slowest[0].seed == 42);
  CHECK(result.slowest[0].latency_ms.value() == doctest::Approx(100));
  CHECK(result.slowest[0].lag_ms.value() == doctest::Approx(1));
  CHECK(result.slowest[0].service_ms.value() == doctest::Approx(0.9 * 99));
  CHECK(result.slowest[0].delivery_ms.value() == doctest::Approx(0.1 * 99));
  const auto& stages = result.slowest[0].stages_ms;
  REQUIRE(stages.size() == 2);
  CHECK(stages[0].stage == "parse");
  CHECK(stages[0].ms == doctest::Approx(19.8));
  CHECK(stages[1].stage == "store");
  CHECK(stages[1].ms == doctest::Approx(79.2));
  CHECK(result.slowest[0].due_s == doctest::Approx(0.99));  // from the start of the step
  CHECK(result.slowest[1].outcome == "ok");
  CHECK(result.slowest[10].phase == "second");
  CHECK(result.slowest[10].due_s == doctest::Approx(1.99));
}

TEST_CASE("each phase's distribution goes into the result once") {
  const RunResult result = result_of(step_of({phase_of("first", 0s), phase_of("second", 1s)}));
  REQUIRE(result.distributions.size() == 2);
  CHECK(result.distributions[1].phase == "second");
  CHECK(result.distributions[1].start_s == doctest::Approx(6));
  CHECK(result.distributions[1].duration_s == doctest::Approx(1));
  CHECK(result.distributions[1].latency.count() == 98);
}

TEST_CASE("the largest latency is of all the phase, what was cut off included") {
  MeasuredStep step = step_of({phase_of("cut", 0s)});
  MeasuredPhase& phase = step.phases[0];
  PhaseTotals calm;
  Sample sample;
  sample.due = sample.sent = sample.started = origin + 6s;
  sample.served = sample.finished = sample.due + 2ms;
  calm.add(sample);
  Slice quiet = harness::slice::slice_of(calm);
  quiet.account.add(1s, {}, {}, {});
  phase.slices.add(quiet);
  phase.length = 2s;
  phase.window = 1s;
  phase.cut({.slices = 1});
  const RunResult result = result_of(std::move(step));
  REQUIRE(result.points.size() == 2);
  CHECK(result.points[0].phase == "cut, warm-up");
  CHECK(result.points[0].requests == 100);
  CHECK(result.points[1].requests == 1);
  CHECK(result.points[1].duration_s == 1);
  CHECK(result.points[1].latency_ms_p99.value() == doctest::Approx(2).epsilon(0.001));
  CHECK(result.points[1].latency_ms_max.value() == doctest::Approx(99).epsilon(0.001));
}

TEST_CASE("a phase that never came is left out") {
  MeasuredPhase never{.name = "never", .length = 1s};
  const RunResult result = result_of(step_of({phase_of("came", 0s), std::move(never)}));
  REQUIRE(result.points.size() == 1);
  CHECK(result.points[0].duration_s == 1);
  CHECK(result.points[0].offered_per_s == 100);
}

}  // namespace points_test
