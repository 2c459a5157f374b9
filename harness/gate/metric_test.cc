#include "harness/gate/metric.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace metric_test {

using namespace harness::gate;

namespace {

const Metric& named(const std::vector<Metric>& metrics, std::string_view name) {
  return *std::find_if(metrics.begin(), metrics.end(),
                       [&](const Metric& metric) { return metric.name == name; });
}

}  // namespace

TEST_CASE("the tolerances that are promised") {
  const auto metrics = default_metrics();
  CHECK(named(metrics, "throughput_per_s").tolerance == 0.05);
  CHECK(named(metrics, "throughput_per_s").better == Better::more);
  CHECK(named(metrics, "p50").tolerance == 0.05);
  CHECK(named(metrics, "p95").tolerance == 0.075);
  CHECK(named(metrics, "p99").tolerance == 0.1);
  CHECK(named(metrics, "p99").test == Test::pooled);
  CHECK(named(metrics, "cache_hit_ratio").better == Better::more);
  CHECK_FALSE(named(metrics, "io_operations_per_request").gating);
  const Metric counter = counter_metric("merges", Better::less);
  CHECK(counter.gating);
  CHECK(counter.tolerance == 0.05);
}

TEST_CASE("words change tolerances and what gates") {
  auto metrics = default_metrics();
  REQUIRE(change_metrics(metrics, "throughput_per_s=3%,p99=advisory"));
  CHECK(named(metrics, "throughput_per_s").tolerance == doctest::Approx(0.03));
  CHECK_FALSE(named(metrics, "p99").gating);
  REQUIRE(change_metrics(metrics, "p99=gating"));
  CHECK(named(metrics, "p99").gating);
}

TEST_CASE("a wrong word is named, and nothing is changed") {
  auto metrics = default_metrics();
  const auto unknown = change_metrics(metrics, "p50=3%,throughput_per_sec=3%");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message == "no metric is named 'throughput_per_sec'; 'throughput_per_s'?");
  CHECK(metrics == default_metrics());
  CHECK_FALSE(change_metrics(metrics, "p50"));
  CHECK_FALSE(change_metrics(metrics, "p50=fast"));
  CHECK_FALSE(change_metrics(metrics, "p50=-1%"));
}

}  // namespace metric_test
