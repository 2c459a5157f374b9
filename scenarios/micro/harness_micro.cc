// What the harness's own parts cost.
#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "harness/checks/checks.h"
#include "harness/drive/closed_loop.h"
#include "harness/drive/null_target.h"
#include "harness/measure/study.h"
#include "harness/record/histogram.h"
#include "harness/run/points.h"
#include "harness/schedule/shapes.h"

namespace harness_micro {

namespace {

using namespace harness::run;
using harness::mix::RequestMix;

/// Latencies as they come: log-normal around 100 us.
std::vector<std::int64_t> latencies() {
  std::mt19937_64 generator(1);
  std::lognormal_distribution<double> law(11.5, 0.5);
  std::vector<std::int64_t> values(1 << 16);
  for (std::int64_t& value : values) value = static_cast<std::int64_t>(law(generator));
  return values;
}

void histogram_record(benchmark::State& state) {
  const std::vector<std::int64_t> values = latencies();
  harness::record::Histogram histogram;
  std::size_t i = 0;
  for (auto _ : state) histogram.record(values[i++ & 0xFFFF]);
  benchmark::DoNotOptimize(histogram.max());
  state.SetItemsProcessed(state.iterations());
  state.counters["memory_kib"] = static_cast<double>(histogram.memory_bytes()) / 1024;
}
BENCHMARK(histogram_record);

/// What a run of ten minutes at 10,000/s leaves to be worked out after its end: 128 slices, ten
/// stages, latencies spread over two thousand buckets.
void study_ten_minutes(benchmark::State& state) {
  const std::vector<std::int64_t> values = latencies();
  harness::measure::MeasuredPhase phase{.name = "phase", .length = std::chrono::minutes(10)};
  std::size_t next = 0, bytes = 0;
  for (int k = 0; k < 128; ++k) {
    harness::record::PhaseTotals totals;
    totals.stages.resize(10);
    for (int i = 0; i < 10'000 * 600 / 128; ++i) {
      const std::int64_t value = values[next++ & 0xFFFF];
      for (auto* histogram : {&totals.latency, &totals.stay, &totals.lag, &totals.wait,
                              &totals.service, &totals.delivery}) {
        histogram->record(value);
      }
      for (auto& stage : totals.stages) stage.record(value / 10);
      totals.outcomes.add(harness::Outcome::ok);
    }
    harness::slice::Slice slice{harness::record::CompactTotals(totals), {}};
    slice.account.add(std::chrono::milliseconds(4687), {}, {}, {});
    bytes += slice.totals.memory_bytes();
    phase.slices.add(std::move(slice));
  }
  for (auto _ : state) {
    harness::measure::MeasuredStep step;
    step.open_loop = true;
    step.stages.assign(10, "stage");
    step.phases.push_back(phase);
    harness::measure::study(step);
    benchmark::DoNotOptimize(check_step(step, harness::checks::Purpose::figures));
    harness::result::RunResult result;
    add_step(step, result);
    benchmark::DoNotOptimize(result.points.data());
  }
  state.counters["slices_mib"] = static_cast<double>(bytes) / 1048576;
}
BENCHMARK(study_ten_minutes)->Unit(benchmark::kMillisecond);

void histogram_quantile(benchmark::State& state) {
  harness::record::Histogram histogram;
  for (const std::int64_t value : latencies()) histogram.record(value);
  for (auto _ : state) benchmark::DoNotOptimize(histogram.quantile(0.99));
}
BENCHMARK(histogram_quantile);

void schedule_next(benchmark::State& state, harness::schedule::Arrivals arrivals) {
  auto profile = harness::schedule::RateProfile::make(
      harness::schedule::constant("load", 1e5, std::chrono::hours(24 * 365)));
  harness::schedule::Schedule schedule(*profile, arrivals, 1);
  for (auto _ : state) benchmark::DoNotOptimize(schedule.next());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(schedule_next, constant, harness::schedule::Arrivals::constant);
BENCHMARK_CAPTURE(schedule_next, poisson, harness::schedule::Arrivals::poisson);
BENCHMARK_CAPTURE(schedule_next, gamma_3, harness::schedule::Arrivals::gamma(3));
BENCHMARK_CAPTURE(schedule_next, gamma_0_3, harness::schedule::Arrivals::gamma(0.3));

void request_mix_next(benchmark::State& state, harness::mix::Choice choice) {
  auto mix = RequestMix::make({.choice = choice, .exponent = 0.9, .classes = {}}, 100'000, 1);
  for (auto _ : state) benchmark::DoNotOptimize(mix->next());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(request_mix_next, uniform, harness::mix::Choice::uniform);
BENCHMARK_CAPTURE(request_mix_next, zipf, harness::mix::Choice::zipf);

void clock_now(benchmark::State& state) {
  harness::RealClock clock;
  for (auto _ : state) benchmark::DoNotOptimize(clock.now());
}
BENCHMARK(clock_now);

/// The closed loop on the null target, everything recorded: a request an iteration.
void null_target_request(benchmark::State& state) {
  harness::RealClock clock;
  constexpr std::int64_t each = 1'000'000;
  for (auto _ : state) {
    harness::record::Recorder recorder(1, 0);
    harness::drive::NullTarget target(clock, each);
    auto mix =
        RequestMix::make({.choice = harness::mix::Choice::sequential_once, .classes = {}}, each, 1);
    harness::drive::ClosedLoop loop(clock, target, recorder, 1, {});
    const harness::Duration phase = std::chrono::hours(1);
    loop.run(*mix, std::span(&phase, 1), clock.now(), std::chrono::seconds(1), {});
    benchmark::DoNotOptimize(recorder.in_flight());
  }
  state.SetItemsProcessed(state.iterations() * each);
}
BENCHMARK(null_target_request)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

}  // namespace harness_micro

BENCHMARK_MAIN();
