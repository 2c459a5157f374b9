#include "harness/run/class_rows.h"

#include <doctest/doctest.h>

#include <array>
#include <random>

#include "harness/record/recorder.h"
#include "harness/run/points.h"
#include "harness/slice/test_slice.h"

namespace class_rows_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::Instant;
using harness::Marks;
using harness::Outcome;
using harness::Request;
using harness::RequestClasses;
using harness::Sample;
using harness::record::Recorder;
using harness::result::ClassRow;
using harness::result::RunResult;

namespace {

const RequestClasses reads_and_writes{
    .names = {"read", "write"},
    .of = [](const Request& request) { return static_cast<std::uint32_t>(request.id % 4 / 3); },
    .unit = "rows"};

/// Due `id` ms into the test, ended after `took`.
Sample sample_of(std::uint64_t id, Duration took, Outcome outcome = Outcome::ok) {
  Sample sample;
  sample.request = {id, 0};
  sample.outcome = outcome;
  sample.due = sample.sent = sample.started = Instant(1ms * static_cast<std::int64_t>(id));
  sample.served = sample.finished = sample.due + took;
  return sample;
}

/// The rows that what was recorded in one phase of a second comes to.
RunResult rows_of(Recorder& recorder, const RequestClasses& classes) {
  harness::measure::MeasuredPhase phase{.name = "phase", .length = 1s, .window = 1s};
  phase.slices.add(harness::slice::slice_of(recorder.take().at(0)));
  phase.cut({});
  harness::measure::MeasuredStep step;
  step.classes = classes;
  step.phases.push_back(std::move(phase));
  RunResult result;
  harness::run::add_step(step, result);
  return result;
}

}  // namespace

TEST_CASE("each class has its own counts and quantiles") {
  Recorder recorder(1, 0, {0}, reads_and_writes);
  for (std::uint64_t id = 0; id < 400; ++id) {
    const bool write = id % 4 == 3;
    const Outcome outcome = id % 40 == 7 ? Outcome::failed : id < 4 ? Outcome::shed : Outcome::ok;
    recorder.count_sent();
    recorder.record(sample_of(id, write ? 50ms : 1ms, outcome));
  }
  const RunResult result = rows_of(recorder, reads_and_writes);
  REQUIRE(result.classes.size() == 2);
  const ClassRow& read = result.classes[0];
  const ClassRow& write = result.classes[1];
  CHECK(read.class_name == "read");
  CHECK(read.phase == "phase");
  CHECK(read.requests == 300);
  CHECK(read.shed == 3);
  CHECK(read.ok == 297);
  CHECK(read.latency_ms_p99.value() == doctest::Approx(1).epsilon(0.001));
  CHECK(write.requests == 100);
  CHECK(write.failed == 10);
  CHECK(write.latency_ms_p50.value() == doctest::Approx(50).epsilon(0.001));
  CHECK(write.latency_ms_max == 50);
  CHECK_FALSE(write.first_result_ms_p50);
  CHECK(write.unit == "rows");
  CHECK(write.units == 0);
  // The slowest are all writes, and say so.
  REQUIRE_FALSE(result.slowest.empty());
  CHECK(result.slowest[0].class_name == "write");
}

TEST_CASE("a completion's own class goes before the request's; what has none is told apart") {
  RequestClasses fates{.names = {"recovered", "set aside"}};
  Recorder recorder(1, 0, {0}, fates);
  for (const std::optional<std::uint32_t> told :
       {std::optional<std::uint32_t>(1), std::optional<std::uint32_t>(), std::optional(7U)}) {
    const Marks marks{.of_class = told};
    Sample sample = sample_of(1, 1ms);
    sample.marks = &marks;
    recorder.count_sent();
    recorder.record(sample);
  }
  const RunResult result = rows_of(recorder, fates);
  REQUIRE(result.classes.size() == 2);
  CHECK(result.classes[0].class_name == "set aside");
  CHECK(result.classes[0].requests == 1);
  CHECK(result.classes[1].class_name == "(none)");
  CHECK(result.classes[1].requests == 2);
}

TEST_CASE("first results count from when a request was due; gaps and units add up") {
  const RequestClasses tokens{.unit = "tokens"};
  Recorder recorder(1, 0, {0}, tokens);
  const std::array<Duration, 3> gaps{2ms, 2ms, 6ms};
  for (std::uint64_t id = 0; id < 100; ++id) {
    Sample sample = sample_of(id, 30ms, id == 0 ? Outcome::failed : Outcome::ok);
    const Marks marks{.first_result = sample.due + 20ms, .gaps = gaps, .units = 4};
    sample.marks = &marks;
    recorder.count_sent();
    recorder.record(sample);
  }
  const RunResult result = rows_of(recorder, tokens);
  REQUIRE(result.classes.size() == 1);
  const ClassRow& row = result.classes[0];
  CHECK(row.class_name.empty());
  CHECK(row.first_result_ms_p95.value() == doctest::Approx(20).epsilon(0.001));
  CHECK(row.gap_ms_p50.value() == doctest::Approx(2).epsilon(0.001));
  CHECK(row.gap_ms_p99.value() == doctest::Approx(6).epsilon(0.001));
  CHECK(row.units == 400);
  CHECK(row.units_per_s == 400);
}

TEST_CASE("where nobody tells classes or marks there are none") {
  Recorder recorder(1, 0);
  recorder.count_sent();
  recorder.record(sample_of(1, 1ms));
  CHECK(rows_of(recorder, {}).classes.empty());
}

TEST_CASE("whatever classes come in, over any windows, they add up to all requests") {
  std::mt19937_64 random(5);
  for (int round = 0; round < 20; ++round) {
    CAPTURE(round);
    RequestClasses classes;
    for (auto n = 1 + random() % 6; n > 0; --n) classes.names.push_back(std::to_string(n));
    const std::uint32_t windows = 40;
    Recorder recorder(windows, 0, {0}, classes);
    harness::record::Outcomes all;
    std::uint64_t units = 0;
    for (int i = 0; i < 500; ++i) {
      Sample sample = sample_of(random() % 1000, 1ms, Outcome(random() % 3));
      sample.window = static_cast<std::uint32_t>(random() % windows);
      Marks marks{.units = random() % 10};
      if (random() % 4 != 0) marks.of_class = static_cast<std::uint32_t>(random() % 8);
      sample.marks = &marks;
      units += marks.units;
      all.add(sample.outcome);
      recorder.count_sent();
      recorder.record(sample);
    }
    harness::record::PhaseTotals sum;
    for (const auto& totals : recorder.take()) sum.merge(totals);
    harness::record::Outcomes of_classes;
    std::uint64_t units_of_classes = 0;
    for (const auto& one : sum.classes) {
      of_classes.add(one.outcomes);
      units_of_classes += one.units;
      CHECK(one.latency.count() == one.outcomes.ok);
    }
    CHECK(of_classes.ok == all.ok);
    CHECK(of_classes.failed == all.failed);
    CHECK(of_classes.shed == all.shed);
    CHECK(units_of_classes == units);
  }
}

TEST_CASE("a slow request keeps all of its stages, however many there are") {
  constexpr std::size_t many = 40;
  Recorder recorder(1, many);
  const std::vector<Duration> stages(many, 1ms);
  Sample sample = sample_of(1, 40ms);
  sample.stages = stages;
  recorder.count_sent();
  recorder.record(sample);
  CHECK(recorder.take().at(0).slowest.sorted().at(0).stages == stages);
}

}  // namespace class_rows_test
