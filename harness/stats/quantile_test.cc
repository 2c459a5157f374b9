#include "harness/stats/quantile.h"

#include <doctest/doctest.h>

#include <vector>

#include "harness/record/histogram.h"
#include "harness/stats/virtual_queue.h"

namespace quantile_test {

using namespace harness::stats;
using harness::record::Histogram;
using harness::record::SparseHistogram;

namespace {

/// So many slices with the values 1, ..., `each`, times `step` ns.
std::vector<SparseHistogram> uniform(std::size_t slices, int each, int step) {
  Histogram histogram;
  for (int i = 1; i <= each; ++i) histogram.record(std::int64_t{i} * step);
  return std::vector<SparseHistogram>(slices, SparseHistogram(histogram));
}

}  // namespace

TEST_CASE("the quantile is that of all slices together") {
  Histogram slow, fast;
  slow.record(1'000'000, 30);
  fast.record(1'000, 70);
  const std::vector<SparseHistogram> slices{SparseHistogram(slow), SparseHistogram(fast)};
  CHECK(estimate_quantile(slices, 0.7).value == doctest::Approx(1'000));
  CHECK(estimate_quantile(slices, 0.71).value == doctest::Approx(1'000'000));
  CHECK_FALSE(estimate_quantile(slices, 0.7).interval);  // of two slices
}

TEST_CASE("no requests, no figure") {
  CHECK(estimate_quantile({}, 0.5).value == 0);
  CHECK_FALSE(estimate_quantile(std::vector<SparseHistogram>(100), 0.5).interval);
}

TEST_CASE("slices that agree are never taken to tell more than independent requests would") {
  const auto slices = uniform(100, 100, 10);  // 10,000 requests, 10 ... 1000 ns
  const Estimate median = estimate_quantile(slices, 0.5);
  REQUIRE(median.interval);
  CHECK(median.value == 500);
  CHECK(median.effective == doctest::Approx(10'000));
  // 0.5 -+ 1.984 * sqrt(0.25 / 10,000) is 0.490 ... 0.510: the values 490, or 500, and 510.
  CHECK(median.interval->low == 500);
  CHECK(median.interval->high == 510);
}

TEST_CASE("a run too short for a quantile has no interval for it, and has one for others") {
  const auto slices = uniform(20, 10, 1000);  // 200 requests: two beyond the P99
  CHECK_FALSE(estimate_quantile(slices, 0.99).interval);
  CHECK(estimate_quantile(slices, 0.99).effective * 0.01 < 10);
  CHECK_FALSE(estimate_quantile(slices, 0.005).interval);
  CHECK(estimate_quantile(slices, 0.5).interval);
}

TEST_CASE("one value everywhere is its own interval, up to its bucket") {
  Histogram histogram;
  histogram.record(1'000'000, 100);
  const std::vector<SparseHistogram> slices(64, SparseHistogram(histogram));
  const Estimate known = estimate_quantile(slices, 0.99);
  REQUIRE(known.interval);
  CHECK(known.interval->low <= 1'000'000);
  CHECK(known.interval->high >= 1'000'000);
  CHECK(known.interval->high - known.interval->low < 1'000);
}

TEST_CASE("the interval is asymmetric as the law is, and widens with the confidence") {
  VirtualQueue queue(8'000, exponential_service(1e5), 3);
  queue.run(100'000);
  const Estimate known = estimate_quantile(queue.slices(), 0.99);
  const Estimate surer = estimate_quantile(queue.slices(), 0.95, 0.999);
  const Estimate less_sure = estimate_quantile(queue.slices(), 0.95, 0.5);
  REQUIRE(known.interval);
  REQUIRE(surer.interval);
  REQUIRE(less_sure.interval);
  CHECK(known.interval->high - known.value > known.value - known.interval->low);
  CHECK(surer.interval->low < less_sure.interval->low);
  CHECK(surer.interval->high > less_sure.interval->high);
  CHECK(known.effective < 10'000);  // its requests come in busy periods
}

}  // namespace quantile_test
