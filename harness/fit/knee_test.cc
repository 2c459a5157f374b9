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

TEST_CASE("probes side by side are one load, or chance between them would be the interval") {
  const auto latency = [](double load) { return 1 / (1 - load); };
  auto points = curve(latency, 0.15);
  // A search's probes: close to one another, and a little off the curve this way and that.
  for (int i = 0; i < 9; ++i) {
    const double load = 0.48 + 0.002 * i;
    points.push_back({1000 * load, latency(load) * (i % 2 == 0 ? 0.9 : 1.1)});
  }
  const auto knee = find_knee(points);
  REQUIRE(knee);
  REQUIRE(knee->rate_per_s);
  CHECK(knee->between->low <= 450.001);
  CHECK(knee->between->high >= 549.999);
  CHECK(*knee->rate_per_s == doctest::Approx(500).epsilon(0.05));
}

TEST_CASE("the interval is as wide as the latencies' own leave it") {
  const auto latency = [](double load) { return 1 / (1 - load); };
  const auto known_to = [&](double share) {
    auto points = curve(latency, 0.15);
    for (LoadPoint& point : points) {
      point.interval =
          stats::Interval{point.latency_ms * (1 - share), point.latency_ms * (1 + share)};
    }
    return *find_knee(points);
  };
  // Power at 0.45 and 0.55 of the capacity: 0.2475; at 0.35 and 0.65: 0.2275; at 0.25: 0.1875.
  const Knee well = known_to(0.001), badly = known_to(0.05), not_at_all = known_to(0.6);
  CHECK(well.between->low == doctest::Approx(350));
  CHECK(well.between->high == doctest::Approx(650));
  CHECK_FALSE(well.may_be_beyond);
  CHECK(badly.between->low == doctest::Approx(250));
  CHECK(badly.between->high == doctest::Approx(750));
  CHECK(not_at_all.between->low == doctest::Approx(150));
  CHECK(not_at_all.between->high == doctest::Approx(950));
  CHECK(not_at_all.may_be_beyond);
  CHECK(not_at_all.verdict.find("or beyond") != std::string::npos);
  for (const Knee& knee : {well, badly, not_at_all}) {
    CHECK(knee.between->low <= *knee.rate_per_s);
    CHECK(*knee.rate_per_s <= knee.between->high);
  }
}

TEST_CASE("what has no knee to look for is refused in a line") {
  const auto two = find_knee(std::vector<LoadPoint>{{1, 1}, {2, 1}, {2, 2}});
  REQUIRE_FALSE(two);
  CHECK(two.error().message == "a knee needs 3 different loads, and there are 2");
  for (const double bad : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN(), HUGE_VAL}) {
    CHECK_FALSE(find_knee(std::vector<LoadPoint>{{1, 1}, {2, 1}, {3, bad}}));
    CHECK_FALSE(find_knee(std::vector<LoadPoint>{{1, 1}, {2, 1}, {bad, 1}}));
    CHECK_FALSE(
        find_knee(std::vector<LoadPoint>{{1, 1}, {2, 1}, {3, 1, stats::Interval{0.5, bad}}}));
  }
}

}  // namespace
}  // namespace harness::fit::knee_test
