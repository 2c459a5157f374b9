#include "harness/schedule/shapes.h"

#include <doctest/doctest.h>

#include <string>

namespace shapes_test {

using namespace harness::schedule;
using namespace std::chrono_literals;

namespace {

/// "phase from-to length s" of each segment, for comparing shapes at a glance.
std::string outline(const std::vector<Segment>& segments) {
  std::string text;
  for (const Segment& s : segments) {
    text += s.phase + " " + std::to_string(static_cast<int>(s.from_per_s)) + "-" +
            std::to_string(static_cast<int>(s.to_per_s)) + " " + std::to_string(s.length / 1s) +
            "s; ";
  }
  return text;
}

}  // namespace

TEST_CASE("constant, ramp and steps") {
  CHECK(outline(constant("steady", 5, 3600s)) == "steady 5-5 3600s; ");
  CHECK(outline(ramp("rise", 1, 20, 60s)) == "rise 1-20 60s; ");
  const std::vector<double> rates = {10, 20, 40};
  CHECK(outline(steps(rates, 30s)) == "step 1 10-10 30s; step 2 20-20 30s; step 3 40-40 30s; ");
}

TEST_CASE("the source's burst: 0 -> 50 -> 0 documents a second in bursts of five minutes") {
  const BurstShape shape{.peak_per_s = 50, .quiet = 300s, .peak = 300s, .cycles = 2};
  CHECK(outline(burst(shape)) ==
        "quiet 1 0-0 300s; burst 1 50-50 300s; quiet 2 0-0 300s; burst 2 50-50 300s; "
        "quiet 3 0-0 300s; ");
  const auto profile = RateProfile::make(burst(shape));
  REQUIRE(profile);
  CHECK(profile->expected() == 2 * 300 * 50);
}

TEST_CASE("edges rise and fall around each burst; parts without a length are left out") {
  const BurstShape edged{
      .quiet_per_s = 1, .peak_per_s = 9, .quiet = 10s, .peak = 20s, .edge = 5s, .cycles = 1};
  CHECK(outline(burst(edged)) ==
        "quiet 1 1-1 10s; rise 1 1-9 5s; burst 1 9-9 20s; fall 1 9-1 5s; quiet 2 1-1 10s; ");
  const BurstShape sawtooth{.peak_per_s = 9, .edge = 5s, .cycles = 2};
  CHECK(outline(burst(sawtooth)) == "rise 1 0-9 5s; fall 1 9-0 5s; rise 2 0-9 5s; fall 2 9-0 5s; ");
}

TEST_CASE("a warm-up goes before what is measured") {
  CHECK(outline(then(constant("warm-up", 5, 10s), constant("steady", 5, 60s))) ==
        "warm-up 5-5 10s; steady 5-5 60s; ");
}

}  // namespace shapes_test
