#include "harness/measure/study.h"

#include <doctest/doctest.h>

#include <random>

#include "harness/slice/test_slice.h"

namespace study_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::Instant;
using harness::Sample;
using harness::measure::MeasuredPhase;
using harness::measure::MeasuredStep;
using harness::measure::study;
using harness::record::PhaseTotals;
using harness::slice::Reading;
using harness::slice::Slice;

namespace {

constexpr int slices = 100;
constexpr int per_slice = 500;

/// Ten seconds at 5,000/s: exponential latencies of 1 ms, times what `slower` says of a slice.
template <class Slower>
MeasuredStep step_with(Slower slower) {
  std::mt19937_64 random(11);
  std::exponential_distribution<> draw(1e-6);
  MeasuredStep step;
  step.open_loop = true;
  MeasuredPhase phase{
      .name = "phase", .start_s = 2, .length = 10s, .planned_per_s = 5000, .window = 100ms};
  for (int k = 0; k < slices; ++k) {
    PhaseTotals totals;
    for (int i = 0; i < per_slice; ++i) {
      Sample sample;
      sample.due = sample.sent = sample.started = Instant(200us * (per_slice * k + i));
      sample.served = sample.finished =
          sample.started + Duration(static_cast<Duration::rep>(draw(random) * slower(k)));
      totals.add(sample);
    }
    Slice slice = harness::slice::slice_of(totals);
    Reading before, after;
    before.observed.cache_hits = before.observed.cache_misses = 0;
    after.observed.cache_hits = 80;
    after.observed.cache_misses = 20;
    slice.account.add(100ms, {}, before, after);
    phase.slices.add(slice);
  }
  phase.cut({});
  step.phases.push_back(std::move(phase));
  return step;
}

}  // namespace

TEST_CASE("a warm-up is found, cut off, and in no figure") {
  MeasuredStep step = step_with([](int k) { return k < 20 ? 10.0 - 0.45 * k : 1.0; });
  CHECK(step.phases[0].totals.outcomes.ok == slices * per_slice);
  study(step);
  const MeasuredPhase& phase = step.phases[0];
  CHECK(phase.warm_up.steady);
  CHECK(phase.warm_up.slices >= 18);
  CHECK(phase.warm_up.slices < 24);
  CHECK(phase.warm_up.length == 100ms * static_cast<int>(phase.warm_up.slices));
  CHECK_FALSE(phase.warm_up.why.empty());
  const auto rest = static_cast<std::uint64_t>(slices) - phase.warm_up.slices;
  CHECK(phase.totals.outcomes.ok == rest * per_slice);
  CHECK(phase.account.cache_hits() == static_cast<double>(80 * rest));
  CHECK(phase.length == 10s);
  CHECK(phase.quoted_length() == 10s - phase.warm_up.length);
  CHECK(phase.estimates.mean_ms.value == doctest::Approx(1).epsilon(0.03));
}

TEST_CASE("a step is no warm-up, and nothing of it is cut off") {
  MeasuredStep step = step_with([](int k) { return k < 20 ? 10.0 : 1.0; });
  study(step);
  CHECK(step.phases[0].warm_up.slices == 0);
  CHECK(step.phases[0].totals.outcomes.ok == slices * per_slice);
}

TEST_CASE("what is steady from its beginning is quoted whole, with intervals") {
  MeasuredStep step = step_with([](int) { return 1.0; });
  study(step);
  const MeasuredPhase& phase = step.phases[0];
  CHECK(phase.warm_up.slices <= 10);
  const auto& estimates = phase.estimates;
  const auto covers = [](const harness::stats::Estimate& estimate, double truth) {
    REQUIRE(estimate.interval);
    CHECK(estimate.interval->low < truth);
    CHECK(estimate.interval->high > truth);
    CHECK(estimate.interval->high - estimate.interval->low < 0.2 * truth);
  };
  covers(estimates.mean_ms, 1.0);
  covers(estimates.p50_ms, std::log(2.0));
  covers(estimates.p95_ms, std::log(20.0));
  covers(estimates.p99_ms, std::log(100.0));
  CHECK(estimates.achieved_per_s.value == doctest::Approx(5000));
  // The requests are independent, so they are about as many as they seem.
  CHECK(estimates.p50_ms.effective > 0.4 * slices * per_slice);
}

TEST_CASE("where no steady state is to be expected, none is looked for") {
  MeasuredStep step = step_with([](int k) { return k < 20 ? 10.0 : 1.0; });
  step.phases[0].even = false;
  study(step);
  CHECK(step.phases[0].warm_up.slices == 0);
  CHECK(step.phases[0].totals.outcomes.ok == slices * per_slice);
}

}  // namespace study_test
