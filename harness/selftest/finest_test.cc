#include "harness/selftest/finest.h"

#include <doctest/doctest.h>

#include <vector>

#include "harness/selftest/cores.h"

namespace finest_test {

using harness::result::CheckState;
using harness::selftest::Depth;
using harness::selftest::Finest;
using harness::selftest::finest_s;
using harness::selftest::finest_text;
using namespace std::chrono_literals;

namespace {

/// Services of 0.1, 1 and 10 ms on a machine that adds the same to each.
std::vector<Depth> held_up_by(double seconds) {
  std::vector<Depth> depths;
  for (const double service : {1e-4, 1e-3, 1e-2}) depths.push_back({service, service + seconds});
  return depths;
}

}  // namespace

TEST_CASE("a machine that adds the same to every latency can be trusted from 20 times that on") {
  for (const double added : {6e-6, 2e-5, 1e-4, 4e-4}) {
    CAPTURE(added);
    CHECK(finest_s(held_up_by(added), 0.05).value() == doctest::Approx(20 * added).epsilon(1e-3));
    CHECK(finest_s(held_up_by(-added), 0.05).value() == doctest::Approx(20 * added).epsilon(1e-3));
  }
}

TEST_CASE("no finer than what was tried, and not at all where the longest is wrong") {
  CHECK(finest_s(held_up_by(0), 0.05).value() == doctest::Approx(1e-4));
  CHECK(finest_s(held_up_by(1e-6), 0.05).value() == doctest::Approx(1e-4));
  CHECK_FALSE(finest_s(held_up_by(1e-3), 0.05));
  CHECK_FALSE(finest_s({}, 0.05));
  // Right by luck at a short one only.
  CHECK(finest_s(std::vector<Depth>{{1e-4, 1e-4}, {1e-3, 2e-3}, {1e-2, 1e-2}}, 0.05).value() >
        1e-3);
}

TEST_CASE("the sentence a person reads first") {
  CHECK(finest_text({.p50_s = 1.7e-4, .p99_s = 7.3e-3, .longest_s = 1e-2}) ==
        "This machine can measure now: P50 from 0.2 ms and P99 from 8 ms on are right within 5 %.");
  CHECK(finest_text({.p50_s = 1e-4, .p99_s = 1e-4, .longest_s = 1e-2}) ==
        "This machine can measure now: P50 and P99 from 0.1 ms on are right within 5 %.");
  CHECK(
      finest_text({.p50_s = 1e-3, .p99_s = {}, .longest_s = 1e-2}) ==
      "This machine can measure now: P50 from 1 ms on is right within 5 %; no P99 up to 10 ms is.");
  CHECK(finest_text({.p50_s = {}, .p99_s = {}, .longest_s = 1e-2}) ==
        "This machine can measure nothing now: no latency up to 10 ms is right within 5 %.");
  CHECK(finest_text(Finest{}) == "No latency was measured in real time.");
}

TEST_CASE(
    "a machine that is busy is told to be so, not refused, as long as anything can be known") {
  CHECK(check(Finest{.p50_s = 1e-4, .p99_s = 8e-3, .longest_s = 1e-2}).state == CheckState::passed);
  CHECK(check(Finest{.p50_s = 1e-3, .p99_s = {}, .longest_s = 1e-2}).state == CheckState::warned);
  CHECK(check(Finest{.p50_s = {}, .p99_s = {}, .longest_s = 1e-2}).state == CheckState::failed);
}

TEST_CASE("a sounding on this machine: every request is as long as its service, or longer" *
          doctest::skip(harness::selftest::usable_cores().size() < 2)) {
  harness::RealClock clock;
  const auto trial =
      harness::selftest::run_trial(harness::selftest::Sounding{1ms, 100ms}, clock, {});
  CHECK(trial.measured.totals.outcomes.all() >= 45);
  CHECK(trial.measured.totals.latency.min() >= 1'000'000);
  CHECK(trial.answers.at(0).theory_s == doctest::Approx(1e-3));
  for (const auto& check : check(trial)) CHECK(check.name.find("p50") == std::string::npos);
}

}  // namespace finest_test
