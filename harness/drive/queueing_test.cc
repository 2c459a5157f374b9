// Both drivers against queueing theory, in virtual time: what is measured must be what is known.
#include <doctest/doctest.h>

#include <cmath>

#include "harness/drive/closed_loop.h"
#include "harness/drive/open_loop.h"
#include "harness/drive/simulated_queue.h"
#include "harness/schedule/shapes.h"

namespace queueing_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::Instant;
using harness::ManualClock;
using harness::Waiting;
using harness::drive::SimulatedQueue;
using harness::mix::RequestMix;
using harness::record::PhaseTotals;
using harness::record::Recorder;
using harness::schedule::Arrivals;
using harness::schedule::Segment;

namespace {

RequestMix any_item() {
  return RequestMix::make({}, 1, 1).value();
}

std::vector<PhaseTotals> measure_open(const SimulatedQueue::Service& service,
                                      std::vector<Segment> segments, Arrivals arrivals) {
  ManualClock clock;
  SimulatedQueue queue(clock, service);
  Recorder recorder(segments.size(), 0);
  RequestMix mix = any_item();
  harness::drive::OpenLoop(clock, queue, recorder, Waiting::spin)
      .run({harness::schedule::RateProfile::make(std::move(segments)).value(), arrivals, 20240607},
           mix, clock.now(), 60s, {});
  return recorder.take();
}

/// Answers at once, except that nothing moves from 5 s to 5.5 s.
Duration stalling(Instant started) {
  const bool stalled = started >= Instant(5s) && started < Instant(5500ms);
  return stalled ? Instant(5500ms) - started : 0ns;
}

}  // namespace

TEST_CASE("no coordinated omission: a stall is seen by all who came to it") {
  const PhaseTotals phase =
      measure_open(stalling, harness::schedule::constant("all", 1000, 10s), Arrivals::constant)
          .at(0);
  // 10,000 requests, due at 0.5, 1.5, 2.5 ... ms. 500 of them fall into the stall and end with it,
  // after 499.5, 498.5, ... 0.5 ms; the others take no time. 100 lie beyond the P99.
  REQUIRE(phase.outcomes.ok == 10'000);
  CHECK(phase.latency.max() == 499'500'000);
  CHECK(phase.latency.mean() == doctest::Approx(500 * 250e6 / 10'000).epsilon(1e-9));
  CHECK(static_cast<double>(phase.latency.quantile(0.99)) ==
        doctest::Approx(399'500'000).epsilon(0.001));
  CHECK(static_cast<double>(phase.latency.quantile(0.999)) ==
        doctest::Approx(489'500'000).epsilon(0.001));
  CHECK(phase.latency.quantile(0.95) == 0);
  CHECK(phase.lag.max() == 0);  // none of it is the generator's
}

TEST_CASE("the closed loop would have hidden the same stall: one client, one slow request") {
  ManualClock clock;
  SimulatedQueue queue(clock, stalling);
  Recorder recorder(1, 0);
  RequestMix mix = any_item();
  const std::vector<Duration> length{10s};
  harness::drive::ClosedLoop(clock, queue, recorder, 1, 1ms).run(mix, length, clock.now(), 60s, {});
  const PhaseTotals phase = recorder.take().at(0);
  CHECK(phase.outcomes.ok == 9'500);  // at 0, 1, ... 5000 ms, then 5501, ... 9999 ms
  CHECK(phase.latency.max() == 500'000'000);
  CHECK(phase.latency.quantile(0.999) == 0);
}

TEST_CASE("D/D/1 below saturation: nobody waits") {
  const PhaseTotals phase =
      measure_open([](Instant) { return 900us; }, harness::schedule::constant("all", 1000, 1s),
                   Arrivals::constant)
          .at(0);
  CHECK(phase.outcomes.ok == 1000);
  CHECK(phase.wait.max() == 0);
  CHECK(phase.latency.min() == 900'000);
  CHECK(phase.latency.max() == 900'000);
}

TEST_CASE("D/D/1 above saturation: the k-th request waits k times what each one lacks") {
  const PhaseTotals phase =
      measure_open([](Instant) { return 1500us; }, harness::schedule::constant("all", 1000, 1s),
                   Arrivals::constant)
          .at(0);
  REQUIRE(phase.outcomes.ok == 1000);
  CHECK(phase.service.min() == 1'500'000);
  CHECK(phase.service.max() == 1'500'000);
  CHECK(phase.wait.min() == 0);
  CHECK(phase.wait.max() == 999 * 500'000);
  CHECK(phase.wait.mean() == doctest::Approx(999 * 500'000 / 2.0).epsilon(1e-12));
  CHECK(phase.latency.mean() == doctest::Approx(999 * 500'000 / 2.0 + 1.5e6).epsilon(1e-12));
  CHECK(phase.last_finished == Instant(500us) + 1000 * 1500us);
}

TEST_CASE("M/D/1: the mean wait is Pollaczek and Khinchine's") {
  // 8,000/s on a server that takes 100 us: rho = 0.8, W = rho D / (2 (1 - rho)) = 200 us. Twenty
  // phases are twenty nearly independent means, and their scatter is the error to expect.
  constexpr std::size_t parts = 20;
  std::vector<Segment> segments;
  for (std::size_t i = 0; i < parts; ++i) segments.push_back({"part", 8000, 8000, 1250ms});
  const auto phases =
      measure_open([](Instant) { return 100us; }, std::move(segments), Arrivals::poisson);

  std::uint64_t requests = 0;
  double sum = 0, squares = 0;
  for (const PhaseTotals& phase : phases) {
    requests += phase.outcomes.ok;
    sum += phase.wait.mean();
    squares += phase.wait.mean() * phase.wait.mean();
    CHECK(phase.latency.mean() == doctest::Approx(phase.wait.mean() + 100'000).epsilon(1e-9));
  }
  const double n = parts;
  const double mean = sum / n;
  const double error = std::sqrt((squares / n - mean * mean) / (n - 1));
  CHECK(std::abs(static_cast<double>(requests) - 200'000) < 4 * std::sqrt(200'000.0));
  CHECK(error < 0.02 * 200'000);  // or else the next line says little
  CHECK(std::abs(mean - 200'000) < 4 * error);
}

}  // namespace queueing_test
