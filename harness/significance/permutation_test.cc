#include "harness/significance/permutation.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "harness/significance/label_swaps.h"

namespace permutation_test {

using namespace harness::significance;
using harness::record::Histogram;
using harness::record::SparseHistogram;

namespace {

SparseHistogram only(std::int64_t nanoseconds, std::uint64_t count = 1000) {
  Histogram histogram;
  histogram.record(nanoseconds, count);
  return SparseHistogram(histogram);
}

/// Latencies of both sides, and the pairs that point to them.
struct Latencies {
  std::vector<SparseHistogram> base, candidate;

  std::vector<LatencyPair> pairs() const {
    std::vector<LatencyPair> all;
    for (std::size_t i = 0; i < base.size(); ++i) all.push_back({base[i], candidate[i]});
    return all;
  }
};

SparseHistogram lognormal(std::mt19937_64& random, double log_median, std::size_t count) {
  std::normal_distribution<double> normal;
  Histogram histogram;
  for (std::size_t i = 0; i < count; ++i) {
    histogram.record(static_cast<std::int64_t>(1e6 * std::exp(log_median + 0.5 * normal(random))));
  }
  return SparseHistogram(histogram);
}

/// Each side's level scatters from process to process.
Latencies lognormal_pairs(std::mt19937_64& random, std::size_t pairs, double effect) {
  std::normal_distribution<double> normal;
  Latencies latencies;
  for (std::size_t i = 0; i < pairs; ++i) {
    latencies.base.push_back(lognormal(random, 0.03 * normal(random), 1000));
    latencies.candidate.push_back(lognormal(random, effect + 0.03 * normal(random), 1000));
  }
  return latencies;
}

PooledQuantile p99(const Latencies& latencies, const PermutationEffort& effort = {}) {
  const auto pairs = latencies.pairs();
  auto pooled = PooledQuantile::of(pairs, 0.99, 1, effort);
  REQUIRE(pooled);
  return std::move(*pooled);
}

}  // namespace

TEST_CASE("a swap gives the ratio that the swapped histograms have") {
  std::mt19937_64 random(11);
  const Latencies latencies = lognormal_pairs(random, 5, 0.1);
  const auto pairs = latencies.pairs();
  const LabelSwaps swaps(pairs, 0.95, 0);
  for (std::uint64_t swapped = 0; swapped < 32; ++swapped) {
    Histogram one, other;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const bool swap = (swapped >> i & 1U) != 0;
      one.merge(swap ? pairs[i].candidate : pairs[i].base);
      other.merge(swap ? pairs[i].base : pairs[i].candidate);
    }
    const double wanted = std::log(static_cast<double>(other.quantile(0.95)) /
                                   static_cast<double>(one.quantile(0.95)));
    CHECK(std::fabs(swaps.log_ratio(swapped) - wanted) < 0.003);
    CHECK(swaps.log_ratio(swapped) == doctest::Approx(-swaps.log_ratio(~swapped)));
  }
}

TEST_CASE("where every pair says the same, no other swap is as extreme as what was seen") {
  Latencies latencies;
  for (int i = 0; i < 8; ++i) {
    latencies.base.push_back(only(1'000'000));
    latencies.candidate.push_back(only(1'100'000 + 3000 * i));
  }
  const PooledQuantile pooled = p99(latencies);
  CHECK(std::exp(pooled.log_ratio()) == doctest::Approx(1.12).epsilon(0.01));
  // Any swap brings a slow pair to the base, whose P99 then is that pair's.
  CHECK(pooled.p_above(0) == 1.0 / 256);
  CHECK(pooled.p_below(0) == 1);
}

TEST_CASE("equal programs have p-values that are evenly spread") {
  std::mt19937_64 random(13);
  constexpr int rounds = 300;
  int below_tenth = 0, below_half = 0;
  for (int round = 0; round < rounds; ++round) {
    const Latencies latencies = lognormal_pairs(random, 8, 0);
    const double p = p99(latencies).p_above(0);
    below_tenth += p <= 0.1;
    below_half += p <= 0.5;
  }
  CHECK(below_tenth > 15);  // 30 are wanted, with a deviation of 5
  CHECK(below_tenth < 46);
  CHECK(below_half > 124);  // 150, 9
  CHECK(below_half < 176);
}

TEST_CASE("a program that is slower by the margin is no slower than it") {
  std::mt19937_64 random(17);
  int found = 0;
  for (int round = 0; round < 200; ++round) {
    const Latencies latencies = lognormal_pairs(random, 8, std::log(1.1));
    found += p99(latencies).p_above(std::log(1.1)) <= 0.1;
  }
  CHECK(found > 7);  // 20 are wanted, with a deviation of 4
  CHECK(found < 33);
}

TEST_CASE("a tenth more is found, and the interval holds it") {
  std::mt19937_64 random(19);
  const Latencies latencies = lognormal_pairs(random, 16, 0.1);
  const PooledQuantile pooled = p99(latencies);
  CHECK(pooled.p_above(0.01) < 0.01);
  const auto interval = pooled.interval(0.95);
  REQUIRE(interval);
  CHECK(interval->low < 0.1);
  CHECK(interval->high > 0.1);
  CHECK(interval->low > 0.02);
  CHECK(interval->high < 0.18);
}

TEST_CASE("drawn swaps say what all of them say") {
  std::mt19937_64 random(23);
  const Latencies latencies = lognormal_pairs(random, 10, 0.03);
  const PooledQuantile all = p99(latencies);
  const PooledQuantile drawn = p99(latencies, {.exact_pairs = 4, .most_above = 2000});
  for (const double margin : {-0.02, 0.0, 0.02}) {
    CHECK(drawn.p_above(margin) == doctest::Approx(all.p_above(margin)).epsilon(0.1));
  }
}

TEST_CASE("too few requests beyond the quantile: no p-value") {
  Latencies latencies;
  for (int i = 0; i < 4; ++i) {
    latencies.base.push_back(only(1'000'000, 1000));
    latencies.candidate.push_back(only(1'000'000, 1000));
  }
  const auto pairs = latencies.pairs();
  const auto pooled = PooledQuantile::of(pairs, 0.99, 1);
  REQUIRE_FALSE(pooled);
  CHECK(pooled.error().message == "only 40 requests a side lie beyond P99, and 50 are needed");
  CHECK(PooledQuantile::of(pairs, 0.95, 1));
}

}  // namespace permutation_test
