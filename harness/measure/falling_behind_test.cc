#include "harness/measure/falling_behind.h"

#include <doctest/doctest.h>

#include "harness/schedule/shapes.h"

namespace falling_behind_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::measure::FallingBehind;
using harness::schedule::Arrivals;
using harness::schedule::RateProfile;
using harness::schedule::Schedule;
using harness::schedule::Segment;

namespace {

Schedule schedule_of(std::vector<Segment> segments) {
  return {RateProfile::make(std::move(segments)).value(), Arrivals::constant, 1};
}

Schedule even(double per_s, Duration length) {
  return schedule_of({{"even", per_s, per_s, length}});
}

/// Looks every 50 ms for `length`; when it gives up, or nothing.
template <class Sent>
std::optional<Duration> gives_up(FallingBehind& behind, Duration length, Sent sent) {
  for (Duration now{}; now <= length; now += 50ms) {
    const double seconds = std::chrono::duration<double>(now).count();
    if (behind.is_hopeless(now, static_cast<std::uint64_t>(sent(seconds)))) return now;
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("a generator that reaches a hundredth of its rate is given up after a bound") {
  FallingBehind behind(even(1e6, 60s));
  const auto when = gives_up(behind, 60s, [](double s) { return 1e4 * s; });
  REQUIRE(when);
  // Late by 5 s after 5.05 s, and for 5 s.
  CHECK(*when >= 10s);
  CHECK(*when <= 10.2s);
  CHECK(behind.reason().find("can't offer this rate: it reached 1e+04/s") != std::string::npos);
}

TEST_CASE("in a short load it is given up sooner") {
  FallingBehind behind(even(1e6, 2s));
  const auto when = gives_up(behind, 60s, [](double s) { return 1e3 * s; });
  REQUIRE(when);
  CHECK(*when >= 2s);
  CHECK(*when <= 2.2s);
}

TEST_CASE("one that almost keeps up goes on for as long as it is late by little") {
  FallingBehind behind(even(1000, 60s));
  CHECK_FALSE(gives_up(behind, 60s, [](double s) { return 950 * s; }));
}

TEST_CASE("one that keeps its schedule, or catches up after a stall of 30 s, is let be") {
  FallingBehind punctual(even(1000, 60s));
  CHECK_FALSE(gives_up(punctual, 60s, [](double s) { return 1000 * s; }));
  // Nobody looked while the whole process stood still.
  FallingBehind stopped(even(1000, 60s));
  CHECK_FALSE(stopped.is_hopeless(10s, 10'000));
  CHECK_FALSE(stopped.is_hopeless(40s, 10'001));
  for (int i = 1; i <= 200; ++i) {
    const auto elapsed = 40s + i * 50ms;
    const auto sent = std::min(10'001 + i * 2000, 1000 * static_cast<int>(elapsed / 1s));
    CHECK_FALSE(stopped.is_hopeless(elapsed, static_cast<std::uint64_t>(sent)));
  }
}

TEST_CASE("a rate that rises from nothing is not taken for a generator that is late") {
  FallingBehind behind(schedule_of({{"ramp", 0, 2000, 600s}}));
  CHECK_FALSE(gives_up(behind, 600s, [](double s) { return 2000 * s * s / 1200; }));
}

TEST_CASE("silence after the last request is no lateness") {
  FallingBehind behind(schedule_of({{"load", 1000, 1000, 10s}, {"silence", 0, 0, 60s}}));
  CHECK_FALSE(gives_up(behind, 70s, [](double s) { return std::min(10'000.0, 1000 * s); }));
}

}  // namespace falling_behind_test
