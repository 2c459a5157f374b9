#include "harness/fit/knee.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace harness::fit::knee_test {
namespace {

template <class Latency>
std::vector<LoadPoint> curve(Latency latency, double from = 0.1, double to = 0.95) {
  std::vector<LoadPoint> points;
  for (double load = from; load <= to; load += 0.1) points.push_back({1000 * load, latency(load)});
  return points;
}

TEST_CASE("M/M/1 has its knee at half the capacity (Kleinrock 1979)") {
  const auto knee = find_knee(curve([](double load) { return 1 / (1 - load); }, 0.15));
  REQUIRE(knee);
  REQUIRE(knee->rate_per_s);
  CHECK(*knee->rate_per_s == doctest::Approx(500).epsilon(0.02));
  CHECK(knee->latency_ms == doctest::Approx(2).epsilon(0.03));
  CHECK(knee->between->low < 500);
  CHECK(knee->between->high > 500);
}

TEST_CASE("M/D/1 has its knee at a load of 2 - sqrt(2)") {
  const auto knee = find_knee(curve([](double load) { return 1 + load / (2 * (1 - load)); }));
  REQUIRE(knee);
  CHECK(*knee->rate_per_s == doctest::Approx(1000 * (2 - std::sqrt(2))).epsilon(0.02));
}

TEST_CASE("flat latency has no knee within the data") {
  const auto knee = find_knee(curve([](double) { return 3.0; }));
  REQUIRE(knee);
  CHECK_FALSE(knee->rate_per_s);
  CHECK(knee->verdict == "no knee up to 900/s: the load still grows faster than latency");
}

TEST_CASE("latency that outgrows the load from the start has its knee below the data") {
  const auto knee = find_knee(curve([](double load) { return load * load; }));
  REQUIRE(knee);
  CHECK_FALSE(knee->rate_per_s);
  CHECK(knee->verdict == "no knee: latency grows faster than the load from 100/s on");
}

TEST_CASE("order doesn't matter, and points at one rate are averaged") {
  const auto latency = [](double load) { return 1 / (1 - load); };
  auto points = curve(latency);
  const double in_order = *find_knee(points)->rate_per_s;
  std::swap(points[0], points[5]);
  const LoadPoint split = points[3];
  points[3].latency_ms *= 2;
  points.push_back({split.rate_per_s, split.latency_ms / 2});
  CHECK(*find_knee(points)->rate_per_s == doctest::Approx(in_order));
}

TEST_CASE("what has no knee to look for is refused in a line") {
  const auto two = find_knee(std::vector<LoadPoint>{{1, 1}, {2, 1}, {2, 2}});
  REQUIRE_FALSE(two);
  CHECK(two.error().message == "a knee needs 3 different loads, and there are 2");
  for (const double bad : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN(), HUGE_VAL}) {
    CHECK_FALSE(find_knee(std::vector<LoadPoint>{{1, 1}, {2, 1}, {3, bad}}));
    CHECK_FALSE(find_knee(std::vector<LoadPoint>{{1, 1}, {2, 1}, {bad, 1}}));
  }
}

}  // namespace
}  // namespace harness::fit::knee_test
