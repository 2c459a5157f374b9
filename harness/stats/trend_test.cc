#include "harness/stats/trend.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "harness/schedule/generator.h"

namespace trend_test {

using namespace harness::stats;

namespace {

std::vector<double> seconds(std::size_t count) {
  std::vector<double> times(count);
  for (std::size_t i = 0; i < count; ++i) times[i] = static_cast<double>(i);
  return times;
}

/// Box and Muller's.
class Normal {
 public:
  explicit Normal(std::uint64_t seed) : generator_(seed, harness::schedule::Stream::services) {}

  double operator()() {
    const double radius = std::sqrt(-2 * std::log1p(-generator_.unit()));
    return radius * std::cos(2 * std::numbers::pi * generator_.unit());
  }

 private:
  harness::schedule::Generator generator_;
};

/// e[i] = r e[i-1] + noise of deviation 1, stationary from the beginning, on a line.
std::vector<double> autoregressive(std::size_t count, double r, double slope, std::uint64_t seed) {
  Normal noise(seed);
  std::vector<double> values(count);
  double error = noise() / std::sqrt(1 - r * r);
  for (std::size_t i = 0; i < count; ++i) {
    values[i] = slope * static_cast<double>(i) + error;
    error = r * error + noise();
  }
  return values;
}

struct Coverage {
  int covered = 0, growing = 0;
};

/// How often in so many series the interval holds the slope, and lies above 0.
Coverage coverage(std::size_t count, double r, double slope, int runs) {
  Coverage tally;
  const std::vector<double> times = seconds(count);
  for (int run = 1; run <= runs; ++run) {
    const auto trend = trend_of(
        times, autoregressive(count, r, slope, static_cast<std::uint64_t>(run) * 1'000 + count));
    REQUIRE(trend.has_value());
    REQUIRE(trend->slope.interval.has_value());
    const auto [low, high] = *trend->slope.interval;
    tally.covered += low <= slope && slope <= high ? 1 : 0;
    tally.growing += low > 0 ? 1 : 0;
  }
  return tally;
}

}  // namespace

TEST_CASE("a straight line is its own trend") {
  std::vector<double> values;
  for (std::size_t i = 0; i < 40; ++i) values.push_back(5 + 0.25 * static_cast<double>(i));
  const auto trend = trend_of(seconds(40), values);
  REQUIRE(trend.has_value());
  CHECK(trend->slope.value == doctest::Approx(0.25));
  REQUIRE(trend->slope.interval.has_value());
  CHECK(trend->slope.interval->low == doctest::Approx(0.25));
  CHECK(trend->slope.interval->high == doctest::Approx(0.25));
  CHECK(trend->at(0) == doctest::Approx(5));
  CHECK(trend->at(39) == doctest::Approx(14.75));
}

TEST_CASE("what never changes does not grow") {
  const auto trend = trend_of(seconds(500), std::vector<double>(500, 70.0));
  REQUIRE(trend.has_value());
  CHECK(trend->slope.value == 0);
  CHECK(trend->slope.interval->low == 0);
  CHECK(trend->slope.interval->high == 0);
  CHECK(trend->level == 70);
}

TEST_CASE("the slope is the median of those of all pairs, counted by hand") {
  // Neighbours go against one another, so that nothing is taken out but the first value: of 36
  // pairs 10 have a lower slope than 0.5, 10 a higher one, and those of an even distance 0.5.
  const auto trend = trend_of(seconds(10), std::vector<double>{0, 2, 1, 3, 2, 4, 3, 5, 4, 6});
  REQUIRE(trend.has_value());
  CHECK(trend->slope.value == doctest::Approx(0.5));
  CHECK(trend->slope.effective == doctest::Approx(9));
}

TEST_CASE("spikes hardly move it") {
  std::vector<double> values = autoregressive(200, 0, 0.1, 7);
  const auto before = trend_of(seconds(200), values);
  for (std::size_t i = 0; i < 200; i += 10) values[i] += 500;
  const auto after = trend_of(seconds(200), values);
  REQUIRE(before.has_value());
  REQUIRE(after.has_value());
  CHECK(after->slope.value == doctest::Approx(before->slope.value).epsilon(0.1));
}

TEST_CASE("too few values have no trend") {
  CHECK_FALSE(trend_of(seconds(9), std::vector<double>(9, 1.0)).has_value());
  CHECK(trend_of(seconds(10), std::vector<double>(10, 1.0)).has_value());
}

TEST_CASE("the interval covers the slope of correlated series as often as it says") {
  constexpr int runs = 400;  // 380 are wanted, with a deviation of 4.4
  struct Case {
    std::size_t count;
    double r;
  };
  for (const Case series : {Case{60, 0.5}, {120, 0.0}, {120, 0.8}, {120, 0.9}, {400, 0.9}}) {
    CAPTURE(series.count);
    CAPTURE(series.r);
    const Coverage flat = coverage(series.count, series.r, 0, runs);
    CHECK(flat.covered >= 0.93 * runs);
    CHECK(flat.covered <= 0.99 * runs);
    CHECK(flat.growing <= 0.05 * runs);
    const Coverage rising = coverage(series.count, series.r, 0.05, runs);
    CHECK(rising.covered == flat.covered);  // a trend is only added to what is left
  }
}

TEST_CASE("a growth that stands out is found") {
  // The line rises by 48 deviations of the noise, by 29 of what it adds up to.
  CHECK(coverage(120, 0.8, 0.4, 200).growing >= 195);
}

}  // namespace trend_test
