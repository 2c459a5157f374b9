#include "harness/fit/recommend.h"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

namespace harness::fit::recommend_test {
namespace {

stats::Estimate estimate(double value, double relative) {
  return {value, stats::Interval{value * (1 - relative), value * (1 + relative)}, 100};
}

Setting batch(const char* size, double throughput, double p99_ms, double relative = 0.005) {
  return {std::string("batch ") + size, size, estimate(throughput, relative),
          estimate(p99_ms, relative)};
}

TEST_CASE("near the best throughput at a fraction of the P99") {
  const auto found =
      recommend(std::vector{batch("1", 1000, 5), batch("50", 4320, 30), batch("500", 4455, 90)});
  REQUIRE(found);
  CHECK(found->chosen == 1);
  CHECK(found->reason == "batch 50: within 4 % of the best throughput at a third of the P99");
  CHECK(found->doubt.empty());
}

TEST_CASE("what costs too much throughput is not chosen for its latency") {
  const auto found = recommend(std::vector{batch("1", 1000, 1), batch("500", 4455, 90)});
  REQUIRE(found);
  CHECK(found->chosen == 1);
  CHECK(found->reason == "batch 500: the best throughput");
}

TEST_CASE("workers that gain nothing that can be told: the cheaper ones") {
  const auto found = recommend(
      std::vector<Setting>{{"1 worker", "1", estimate(1000, 0.02), estimate(20, 0.02)},
                           {"2 workers", "2", estimate(1900, 0.02), estimate(12, 0.05)},
                           {"4 workers", "4", estimate(1930, 0.02), estimate(11.8, 0.05)}});
  REQUIRE(found);
  CHECK(found->chosen == 1);
  CHECK(found->reason == "2 workers: 4 gain nothing that this run can tell");
  CHECK(found->doubt == "the data can't tell 2 from 4 apart");
}

TEST_CASE("two figures are told apart when their difference is beyond both intervals together") {
  CHECK(can_tell_apart(estimate(100, 0.03), estimate(105, 0.03)));
  CHECK_FALSE(can_tell_apart(estimate(100, 0.03), estimate(104, 0.03)));
  CHECK_FALSE(can_tell_apart(estimate(100, 0.03), {1000, std::nullopt, 0}));
}

TEST_CASE("without intervals nothing is claimed to differ") {
  const auto found = recommend(std::vector<Setting>{{"batch 1", "1", {1000, {}, 0}, {5, {}, 0}},
                                                    {"batch 2", "2", {2000, {}, 0}, {6, {}, 0}}});
  REQUIRE(found);
  CHECK(found->doubt == "the data can't tell 1 from 2 apart");
}

TEST_CASE("nothing, and figures that are none, are refused") {
  CHECK_FALSE(recommend({}));
  CHECK_FALSE(recommend(std::vector{batch("1", 0, 5)}));
  CHECK_FALSE(recommend(std::vector{batch("1", 5, std::numeric_limits<double>::quiet_NaN())}));
}

}  // namespace
}  // namespace harness::fit::recommend_test
