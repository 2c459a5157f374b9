// A small version of coverage.cc: do the intervals cover the truth as often as they say?
#include <doctest/doctest.h>

#include <array>
#include <cmath>

#include "harness/stats/precision.h"
#include "harness/stats/quantile.h"
#include "harness/stats/virtual_queue.h"

namespace coverage_test {

using namespace harness::stats;

namespace {

constexpr double service_ns = 1e5;

bool covers(const Estimate& estimate, double truth) {
  return estimate.interval && estimate.interval->low <= truth && truth <= estimate.interval->high;
}

/// M/M/1's sojourn time is exponential.
double sojourn_quantile(double utilisation, double fraction) {
  return -std::log(1 - fraction) * service_ns / (1 - utilisation);
}

/// Of 150 runs 142 are wanted, with a deviation of 2.7. Beyond 149 the intervals are too wide.
void check_coverage(int covered, int runs) {
  CHECK(covered >= 0.9 * runs);
  CHECK(covered <= 0.995 * runs);
}

}  // namespace

TEST_CASE("the intervals of M/M/1's quantiles, mean and throughput cover them") {
  constexpr int runs = 150;
  constexpr double utilisation = 0.5;
  std::array<int, 5> covered{};
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    VirtualQueue queue(utilisation * 1e4, exponential_service(service_ns), seed);
    queue.run(20'000);
    constexpr std::array fractions{0.5, 0.95, 0.99};
    for (std::size_t i = 0; i < fractions.size(); ++i) {
      const Estimate known = estimate_quantile(queue.slices(), fractions[i]);
      covered[i] += covers(known, sojourn_quantile(utilisation, fractions[i])) ? 1 : 0;
    }
    covered[3] += covers(estimate(queue.mean_ns()), 2 * service_ns) ? 1 : 0;
    covered[4] += covers(estimate(queue.throughput_per_s()), utilisation * 1e4) ? 1 : 0;
  }
  for (const int count : covered) check_coverage(count, runs);
}

TEST_CASE("the intervals cover where requests come in long busy periods") {
  constexpr int runs = 60;
  int median = 0, p95 = 0;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    VirtualQueue queue(8'000, exponential_service(service_ns), seed);
    queue.run(30'000);
    median += covers(estimate_quantile(queue.slices(), 0.5), sojourn_quantile(0.8, 0.5)) ? 1 : 0;
    p95 += covers(estimate_quantile(queue.slices(), 0.95), sojourn_quantile(0.8, 0.95)) ? 1 : 0;
  }
  CHECK(median >= 52);  // 57 are wanted, with a deviation of 1.7
  CHECK(p95 >= 52);
}

TEST_CASE("stopping early does not spoil the coverage") {
  constexpr int runs = 100;
  const Precision precision = Precision::parse("p95 within 10%").value();
  int covered = 0;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    VirtualQueue queue(5'000, exponential_service(service_ns), seed);
    StopRule rule(precision);
    std::uint64_t requests = 0;
    do {
      queue.run(500);
      requests += 500;
    } while (!rule.is_due(requests) || !rule.look(queue.slices(), queue.throughput_per_s()));
    covered += covers(estimate_quantile(queue.slices(), 0.95), sojourn_quantile(0.5, 0.95)) ? 1 : 0;
  }
  check_coverage(covered, runs);
}

}  // namespace coverage_test
