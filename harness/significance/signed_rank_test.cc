#include "harness/significance/signed_rank.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace signed_rank_test {

using namespace harness::significance;

namespace {

/// The definition: middle ranks of all that is not zero, and every one of the 2^n signs.
double enumerated(const std::vector<double>& differences) {
  std::vector<double> ranks, values;
  for (const double one : differences) {
    double rank = 0.5;
    for (const double other : differences) {
      rank += std::fabs(other) < std::fabs(one) ? 1 : std::fabs(other) == std::fabs(one) ? 0.5 : 0;
    }
    if (one == 0) continue;
    ranks.push_back(rank);
    values.push_back(one);
  }
  double seen = 0;
  for (std::size_t i = 0; i < values.size(); ++i) seen += values[i] > 0 ? ranks[i] : 0;
  unsigned extreme = 0;
  const unsigned all = 1U << values.size();
  for (unsigned signs = 0; signs < all; ++signs) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += (signs >> i & 1U) != 0 ? ranks[i] : 0;
    extreme += sum >= seen - 1e-9 ? 1 : 0;
  }
  return static_cast<double>(extreme) / all;
}

double chance_at_most(std::size_t n, std::size_t sum) {
  const auto law = rank_sum_law(n);
  double chance = 0;
  for (std::size_t i = 0; i <= sum; ++i) chance += law[i];
  return chance;
}

}  // namespace

TEST_CASE("the law of the rank sum has the critical values of the published tables") {
  struct Row {
    std::size_t n, critical;
    double level;
  };
  // Wilcoxon and Wilcox 1964, one-sided: the largest sum that is significant.
  constexpr std::array rows{
      Row{8, 3, .025},   Row{8, 1, .01},    Row{8, 0, .005},   Row{10, 8, .025}, Row{10, 5, .01},
      Row{10, 3, .005},  Row{12, 13, .025}, Row{12, 9, .01},   Row{12, 7, .005}, Row{16, 29, .025},
      Row{16, 23, .01},  Row{16, 19, .005}, Row{20, 52, .025}, Row{20, 43, .01}, Row{20, 37, .005},
      Row{24, 81, .025}, Row{24, 69, .01},  Row{24, 61, .005}};
  for (const Row& row : rows) {
    CAPTURE(row.n);
    CAPTURE(row.level);
    const double level = chance_at_most(row.n, row.critical);
    CHECK(level <= row.level);
    CHECK(chance_at_most(row.n, row.critical + 1) > row.level);
    CHECK(attainable_level(row.n, row.level) == doctest::Approx(level));
  }
  CHECK(attainable_level(8, 0.002) == 0);
  CHECK(attainable_level(8, 0.004) == 1.0 / 256);
}

TEST_CASE("the depression study of Hollander and Wolfe") {
  // Nine patients before and after a tranquilizer: T+ = 40, p = .0195, estimate .46.
  constexpr std::array before{1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
  constexpr std::array after{0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
  std::vector<double> differences;
  for (std::size_t i = 0; i < before.size(); ++i) differences.push_back(before[i] - after[i]);
  CHECK(p_above(differences, 0) == doctest::Approx(10.0 / 512));
  CHECK(p_below(differences, 0) == doctest::Approx(1 - 7.0 / 512));
  const auto estimate = hodges_lehmann(differences, 0.95);
  CHECK(estimate.value == doctest::Approx(0.46));
  REQUIRE(estimate.interval);
  CHECK(estimate.interval->low == doctest::Approx(0.010));
  CHECK(estimate.interval->high == doctest::Approx(0.786));
}

TEST_CASE("ties and zeros are as exact as the enumeration of all signs") {
  std::mt19937_64 random(3);
  for (int round = 0; round < 300; ++round) {
    std::vector<double> differences(1 + random() % 10);
    for (double& one : differences) one = static_cast<double>(random() % 7) - 3;
    CAPTURE(round);
    CHECK(p_above(differences, 0) == doctest::Approx(enumerated(differences)));
    std::vector<double> mirrored = differences, shifted = differences;
    for (double& one : mirrored) one = -one;
    for (double& one : shifted) one += 0.1;
    CHECK(p_below(differences, 0) == doctest::Approx(enumerated(mirrored)));
    CHECK(p_above(shifted, 0.1) == doctest::Approx(enumerated(differences)));
  }
}

TEST_CASE("what is all alike is as sure as its number allows, and all zeros say nothing") {
  CHECK(p_above(std::vector<double>(8, 0.02), 0.01) == 1.0 / 256);
  CHECK(p_below(std::vector<double>(8, 0.02), 0.01) == 1);
  CHECK(p_above(std::vector<double>(8, 0.01), 0.01) == 1);
  CHECK(p_above({}, 0) == 1);
}

TEST_CASE("the interval holds exactly the margins that the test does not reject") {
  std::mt19937_64 random(5);
  std::normal_distribution<double> normal;
  for (const std::size_t n : {6U, 9U, 16U, 24U}) {
    std::vector<double> differences(n);
    for (double& one : differences) one = 0.01 + 0.03 * normal(random);
    const auto interval = hodges_lehmann(differences, 0.95).interval;
    REQUIRE(interval);
    CHECK(p_above(differences, interval->low - 1e-9) <= 0.025);
    CHECK(p_above(differences, interval->low + 1e-9) > 0.025);
    CHECK(p_below(differences, interval->high + 1e-9) <= 0.025);
    CHECK(p_below(differences, interval->high - 1e-9) > 0.025);
  }
  CHECK_FALSE(hodges_lehmann(std::vector<double>{1, 2, 3, 4, 5}, 0.95).interval);
}

TEST_CASE("the interval covers as surely as it says") {
  std::mt19937_64 random(7);
  std::cauchy_distribution<double> wild;
  int covered = 0;
  constexpr int rounds = 2000;
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> differences(12);
    for (double& one : differences) one = wild(random);
    const auto interval = hodges_lehmann(differences, 0.95).interval;
    covered += interval->low <= 0 && 0 <= interval->high;
  }
  CHECK(covered >= 0.945 * rounds);  // 95.8 % is exact for 12
  CHECK(covered <= 0.97 * rounds);
}

}  // namespace signed_rank_test
