#include "harness/record/request_bounds.h"

#include <doctest/doctest.h>

#include <vector>

#include "harness/record/recorder.h"

namespace request_bounds_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::Instant;
using harness::Marks;
using harness::Outcome;
using harness::Sample;
using harness::record::RequestBounds;

namespace {

/// Due at 0, it took 100 ms.
Sample sample_of(Outcome outcome = Outcome::ok) {
  Sample sample;
  sample.outcome = outcome;
  sample.due = sample.sent = sample.started = Instant(1s);
  sample.served = sample.finished = sample.due + 100ms;
  return sample;
}

bool held(const RequestBounds& bounds, const Marks& marks) {
  Sample sample = sample_of();
  sample.marks = &marks;
  return bounds.held_by(sample);
}

}  // namespace

TEST_CASE("a request holds a bound up to the bound itself") {
  CHECK(RequestBounds{.latency = 100ms}.held_by(sample_of()));
  CHECK_FALSE(RequestBounds{.latency = 99ms}.held_by(sample_of()));
  CHECK_FALSE(RequestBounds{.latency = 1s}.held_by(sample_of(Outcome::failed)));
  CHECK_FALSE(RequestBounds{.latency = 1s}.held_by(sample_of(Outcome::shed)));
  const Marks marks{.first_result = Instant(1s) + 20ms};
  CHECK(held({.first_result = 20ms}, marks));
  CHECK_FALSE(held({.first_result = 19ms}, marks));
  CHECK_FALSE(held({.latency = 99ms, .first_result = 20ms}, marks));
}

TEST_CASE("a request without a first result is judged by its end") {
  CHECK_FALSE(RequestBounds{.first_result = 99ms}.held_by(sample_of()));
  CHECK(RequestBounds{.first_result = 100ms}.held_by(sample_of()));
}

TEST_CASE("as many of a request's gaps may be longer as the quantile leaves out") {
  std::vector<Duration> gaps(100, 1ms);
  const RequestBounds bounds{.gap = 10ms, .longer_gaps = 0.01};
  CHECK(held(bounds, {.gaps = gaps}));
  gaps[5] = 11ms;
  CHECK(held(bounds, {.gaps = gaps}));
  gaps[6] = 11ms;
  CHECK_FALSE(held(bounds, {.gaps = gaps}));
  CHECK(held(bounds, {}));
}

TEST_CASE("good requests are counted in their windows, with marks and without") {
  harness::record::Recorder recorder(2, 0, {0}, {}, {.latency = 100ms});
  for (std::uint32_t k = 0; k < 30; ++k) {
    Sample sample = sample_of(k % 10 == 0 ? Outcome::failed : Outcome::ok);
    const Marks marks;
    if (k % 2 == 0) sample.marks = &marks;
    sample.window = k < 10 ? 0 : 1;
    recorder.count_sent();
    recorder.record(sample);
  }
  const auto totals = recorder.take();
  CHECK(totals[0].good == 9);
  CHECK(totals[1].good == 18);
}

}  // namespace request_bounds_test
