#include "harness/fit/usl.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "harness/schedule/generator.h"

namespace harness::fit::usl_test {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double law(double gamma, double alpha, double beta, double n) {
  return gamma * n / (1 + alpha * (n - 1) + beta * n * (n - 1));
}

/// Points on the law, with intervals of +- `relative`, if not 0.
std::vector<ScalePoint> on_law(double gamma, double alpha, double beta,
                               std::initializer_list<double> workers, double relative = 0) {
  std::vector<ScalePoint> points;
  for (const double n : workers) {
    const double x = law(gamma, alpha, beta, n);
    ScalePoint& point = points.emplace_back(ScalePoint{n, {x, std::nullopt, 0}});
    if (relative > 0) {
      point.throughput.interval = stats::Interval{x * (1 - relative), x * (1 + relative)};
    }
  }
  return points;
}

TEST_CASE("points on the law give back its coefficients and its peak") {
  const auto usl = fit_usl(on_law(1000, 0.05, 0.002, {1, 2, 4, 8, 16, 32}, 0.01));
  REQUIRE(usl);
  CHECK(usl->gamma == doctest::Approx(1000));
  CHECK(usl->alpha == doctest::Approx(0.05));
  CHECK(usl->beta == doctest::Approx(0.002));
  REQUIRE(usl->peak);
  CHECK(usl->peak->workers == doctest::Approx(std::sqrt(0.95 / 0.002)));
  CHECK(usl->peak->throughput == doctest::Approx(law(1000, 0.05, 0.002, std::sqrt(475.0))));
  CHECK_FALSE(usl->peak->is_beyond_data);
  CHECK(usl->is_law);
  CHECK(*usl->r_squared == doctest::Approx(1));
  REQUIRE(usl->alpha_interval);
  CHECK(usl->alpha_interval->low < 0.05);
  CHECK(usl->alpha_interval->high > 0.05);
  CHECK(usl->peak->low < usl->peak->workers);
  REQUIRE(usl->peak->high);
  CHECK(*usl->peak->high > usl->peak->workers);
}

TEST_CASE("a coefficient that would be negative is 0, and the others are the best without it") {
  const auto linear = fit_usl(on_law(100, 0, 0, {1, 2, 3, 4}));
  REQUIRE(linear);
  CHECK(linear->alpha == doctest::Approx(0).epsilon(1e-9));
  CHECK(linear->gamma == doctest::Approx(100));
  const auto superlinear = fit_usl(std::vector<ScalePoint>{
      {1, {100, {}, 0}}, {2, {220, {}, 0}}, {4, {500, {}, 0}}, {8, {1100, {}, 0}}});
  REQUIRE(superlinear);
  CHECK(superlinear->alpha == 0);
  CHECK(superlinear->beta == 0);
  CHECK_FALSE(superlinear->peak);
  CHECK_FALSE(superlinear->is_law);  // off by more than a tenth
}

TEST_CASE("Amdahl's law is the case without coherency: no peak") {
  const auto usl = fit_usl(on_law(50, 0.2, 0, {1, 2, 4, 8, 16}));
  REQUIRE(usl);
  CHECK(usl->alpha == doctest::Approx(0.2));
  CHECK(usl->beta == doctest::Approx(0).epsilon(1e-9));
  CHECK(usl->is_law);
}

TEST_CASE("equal throughputs: all contention, nothing to explain") {
  const auto usl = fit_usl(on_law(70, 1, 0, {1, 2, 4, 8}, 0.02));
  REQUIRE(usl);
  CHECK(usl->alpha == doctest::Approx(1));
  CHECK_FALSE(usl->r_squared);
  CHECK(usl->is_law);
  CHECK(usl->at(5) == doctest::Approx(70));
}

TEST_CASE("throughput that falls from the start peaks at one worker") {
  const auto usl = fit_usl(on_law(100, 0.5, 0.8, {1, 2, 3, 4}));
  REQUIRE(usl);
  REQUIRE(usl->peak);
  CHECK(usl->peak->workers == 1);
  CHECK(usl->peak->throughput == doctest::Approx(100));
}

TEST_CASE("a peak beyond the most workers measured is called a prediction") {
  const auto usl = fit_usl(on_law(100, 0.02, 0.0005, {1, 2, 4, 8}, 0.01));
  REQUIRE(usl);
  REQUIRE(usl->peak);
  CHECK(usl->peak->is_beyond_data);
  CHECK(usl->verdict == "a peak is predicted at 44 workers, more than were measured");
}

TEST_CASE("points that follow no such law are said not to") {
  const auto usl = fit_usl(std::vector<ScalePoint>{{1, {100, {}, 0}},
                                                   {2, {50, {}, 0}},
                                                   {4, {300, {}, 0}},
                                                   {8, {90, {}, 0}},
                                                   {16, {400, {}, 0}}});
  REQUIRE(usl);
  CHECK_FALSE(usl->is_law);
  CHECK(usl->worst_residual > 0.1);
}

TEST_CASE("three points are all used up by three coefficients: intervals only from their own") {
  CHECK_FALSE(fit_usl(on_law(100, 0.1, 0.01, {1, 2, 4}))->alpha_interval);
  CHECK(fit_usl(on_law(100, 0.1, 0.01, {1, 2, 4}, 0.05))->alpha_interval);
}

TEST_CASE("the intervals cover the truth") {
  schedule::Generator generator(7, schedule::Stream::items);
  int covered = 0, peaks = 0;
  for (int run = 0; run < 60; ++run) {
    auto points = on_law(1000, 0.05, 0.01, {1, 2, 4, 8, 12, 16}, 0.03);
    for (ScalePoint& point : points) {
      double normal = -6;  // Irwin and Hall: near enough
      for (int i = 0; i < 12; ++i) normal += generator.unit();
      const double factor = 1 + 0.03 / 1.96 * normal;
      point.throughput.value *= factor;
      point.throughput.interval->low *= factor;
      point.throughput.interval->high *= factor;
    }
    const auto usl = fit_usl(points);
    REQUIRE(usl);
    covered += usl->alpha_interval->low <= 0.05 && 0.05 <= usl->alpha_interval->high;
    const double peak = std::sqrt(0.95 / 0.01);
    peaks += usl->peak && usl->peak->low <= peak && (!usl->peak->high || peak <= *usl->peak->high);
  }
  CHECK(covered >= 52);  // of 60; below that with probability 0.01 were it 95 %
  CHECK(peaks >= 52);
}

TEST_CASE("the same seed gives the same intervals") {
  const auto points = on_law(100, 0.1, 0.01, {1, 2, 4, 8}, 0.05);
  CHECK(fit_usl(points, 3)->beta_interval->high == fit_usl(points, 3)->beta_interval->high);
  CHECK(fit_usl(points, 3)->beta_interval->high != fit_usl(points, 4)->beta_interval->high);
}

TEST_CASE("what no law can be fitted to is refused in a line") {
  const auto two = fit_usl(on_law(100, 0.1, 0, {1, 2, 2}));
  REQUIRE_FALSE(two);
  CHECK(two.error().message ==
        "a scalability law needs 3 different numbers of workers, and there are 2");
  for (const double bad : {0.0, -1.0, nan, HUGE_VAL}) {
    auto points = on_law(100, 0.1, 0, {1, 2, 4});
    points[1].throughput.value = bad;
    CHECK_FALSE(fit_usl(points));
    points = on_law(100, 0.1, 0, {1, 2, 4});
    points[1].workers = bad;
    CHECK_FALSE(fit_usl(points));
  }
}

}  // namespace
}  // namespace harness::fit::usl_test
