#include "harness/significance/change_points.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

namespace change_points_test {

using namespace harness::significance;

namespace {

std::vector<double> steps(std::mt19937_64& random, std::vector<double> levels, std::size_t length,
                          double deviation) {
  std::normal_distribution<double> normal;
  std::vector<double> values;
  for (const double level : levels) {
    for (std::size_t i = 0; i < length; ++i) values.push_back(level + deviation * normal(random));
  }
  return values;
}

std::vector<std::size_t> places(const std::vector<double>& values,
                                const ChangeSearch& search = {}) {
  const auto changes = change_points(values, search);
  REQUIRE(changes);
  std::vector<std::size_t> all;
  for (const ChangePoint& change : *changes) all.push_back(change.first);
  return all;
}

}  // namespace

TEST_CASE("the statistic worked out by hand") {
  // Between: 9 distances of 1, twice their mean is 2; within: 0; 3 * 3 / 6 = 1.5.
  CHECK(energy_statistic(std::vector<double>{0, 0, 0}, std::vector<double>{1, 1, 1}) ==
        doctest::Approx(3));
  // Between: 2, 4, 1, 3: twice the mean is 5; within: 1 and 2; 2 * 2 / 4 = 1.
  CHECK(energy_statistic(std::vector<double>{0, 1}, std::vector<double>{2, 4}) ==
        doctest::Approx(2));
}

TEST_CASE("one step is found where it is, with the levels on both sides") {
  std::vector<double> values(10, 1.0);
  values.insert(values.end(), 10, 1.1);
  const auto changes = change_points(values);
  REQUIRE(changes);
  REQUIRE(changes->size() == 1);
  CHECK(changes->front().first == 10);
  CHECK(changes->front().p == 0.001);
  CHECK(changes->front().before == 1.0);
  CHECK(changes->front().after == 1.1);
}

TEST_CASE("several steps, up and down and for a while only, are found one after the other") {
  std::mt19937_64 random(1);
  const auto found = places(steps(random, {1, 1.05, 1, 0.9}, 15, 0.01));
  REQUIRE(found.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(std::fabs(static_cast<double>(found[i]) - 15 * static_cast<double>(i + 1)) <= 1);
  }
}

TEST_CASE("a change of spread is one, too") {
  std::mt19937_64 random(2);
  auto values = steps(random, {1}, 60, 0.005);
  const auto wild = steps(random, {1}, 60, 0.05);
  values.insert(values.end(), wild.begin(), wild.end());
  const auto found = places(values);
  REQUIRE(found.size() == 1);
  CHECK(found[0] > 52);
  CHECK(found[0] < 68);
}

TEST_CASE("series without change show one in at most one of a hundred") {
  std::mt19937_64 random(3);
  std::cauchy_distribution<double> wild;
  int found = 0;
  for (int round = 0; round < 200; ++round) {
    std::vector<double> values(25);
    for (double& value : values) value = wild(random);
    found += places(values, {.permutations = 199, .seed = 7}).empty() ? 0 : 1;
  }
  CHECK(found <= 6);  // 2 are wanted, with a deviation of 1.4
}

TEST_CASE("short, constant and impossible series") {
  CHECK(places({}).empty());
  CHECK(places({1, 2}).empty());
  CHECK(places(std::vector<double>(40, 3.0)).empty());
  CHECK_FALSE(change_points(std::vector<double>{1, NAN, 3}));
  CHECK_FALSE(change_points(std::vector<double>{1, 2}, {.permutations = 50}));
  CHECK_FALSE(change_points(std::vector<double>{1, 2}, {.shortest = 1}));
  CHECK_FALSE(change_points(std::vector<double>(2001, 1.0)));
}

}  // namespace change_points_test
