#include "harness/run/good_requests.h"

#include <doctest/doctest.h>

#include <vector>

namespace good_requests_test {

using namespace std::chrono_literals;
using harness::run::bounds_of;
using harness::scenario::Limit;

TEST_CASE("upper limits on high quantiles are those of a good request") {
  const std::vector<Limit> limits{
      {"p99<=500ms", ""}, {"ttft_p99<=200ms", ""}, {"gap_p95<50ms", ""}, {"errors<=1%", ""}};
  const auto bounds = bounds_of(limits);
  CHECK(bounds.latency == 500ms);
  CHECK(bounds.first_result == 200ms);
  CHECK(bounds.gap == 50ms);
  CHECK(bounds.longer_gaps == doctest::Approx(0.05));
}

TEST_CASE("of several limits the highest quantile's counts, and a median asks nothing of one") {
  const std::vector<Limit> limits{{"p999<=1s", ""},
                                  {"p99<=500ms", ""},
                                  {"gap_p50<=1ms", ""},
                                  {"throughput>=5/s", ""},
                                  {"nonsense", ""}};
  const auto bounds = bounds_of(limits);
  CHECK(bounds.latency == 1s);
  CHECK_FALSE(bounds.gap);
  CHECK_FALSE(bounds_of({}).any());
}

}  // namespace good_requests_test
