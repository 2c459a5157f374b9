#include "harness/pairing/tally.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace tally_test {

using namespace harness;
using namespace std::chrono_literals;
using harness::child::SliceReport;
using harness::pairing::gated_counters;
using harness::pairing::Tally;

namespace {

SliceReport turn() {
  SliceReport report;
  report.ok = 90;
  report.failed = 8;
  report.shed = 2;
  report.why = "out of ink";
  report.length = 50ms;
  report.cpu_ns = 2'000'000;
  report.allocations = 300;
  report.allocated_bytes = 12'800;
  report.io_operations = 5;
  report.cache_hits = 30;
  report.cache_misses = 10;
  report.rss_peak_bytes = 64 << 20;
  return report;
}

}  // namespace

TEST_CASE("turns add up to the figures that a gate compares") {
  Tally tally({});
  SliceReport second = turn();
  second.length = 150ms;
  second.rss_peak_bytes = 96 << 20;
  tally.add(turn());
  tally.add(second);
  CHECK(tally.fault().empty());
  const auto figures = tally.measured().figures;
  CHECK(figures.at("throughput_per_s") == doctest::Approx(900));  // 180 in 0.2 s
  CHECK(figures.at("failed_per_request") == doctest::Approx(0.1));
  CHECK(figures.at("cpu_us_per_request") == doctest::Approx(20));
  CHECK(figures.at("allocations_per_request") == doctest::Approx(3));
  CHECK(figures.at("allocated_bytes_per_request") == doctest::Approx(128));
  CHECK(figures.at("io_operations_per_request") == doctest::Approx(0.05));
  CHECK(figures.at("rss_mib_peak") == doctest::Approx(96));
  CHECK(figures.at("cache_hit_ratio") == doctest::Approx(0.75));
}

TEST_CASE("each figure by name is one that the gate knows") {
  Tally tally({});
  tally.add(turn());
  const auto metrics = gate::default_metrics();
  for (const auto& [name, value] : tally.measured().figures) {
    CAPTURE(name);
    CHECK(std::ranges::find(metrics, name, &gate::Metric::name) != metrics.end());
  }
}

TEST_CASE("a figure that one turn could not tell is not measured") {
  Tally tally({});
  SliceReport blind = turn();
  blind.cpu_ns = {};
  blind.cache_hits = {};
  tally.add(turn());
  tally.add(blind);
  tally.add(turn());
  const auto figures = tally.measured().figures;
  CHECK(!figures.contains("cpu_us_per_request"));
  CHECK(!figures.contains("cache_hit_ratio"));
  CHECK(figures.contains("allocations_per_request"));
}

TEST_CASE("what no target may do, or well-ended requests that lack, can't be compared") {
  const auto fault_of = [](auto change) {
    Tally tally({});
    SliceReport report = turn();
    change(report);
    tally.add(report);
    return tally.fault();
  };
  CHECK(fault_of([](SliceReport& report) { report.unfinished = 3; }) == "never ended 3 requests");
  CHECK(fault_of([](SliceReport& report) { report.improper = 1; }) ==
        "ended 1 requests twice, late or out of order");
  CHECK(fault_of([](SliceReport& report) { report.ok = 0; }) ==
        "ended none of 10 requests well: out of ink");
}

TEST_CASE("counters that are declared as gated are metrics") {
  using enum CounterGate;
  const std::vector<CounterInfo> counters{
      {.name = "written", .unit = "bytes", .gate = less_is_better},
      {.name = "depth", .kind = CounterKind::level, .gate = less_is_better},
      {.name = "hits", .kind = CounterKind::total},
      {.name = "misses", .kind = CounterKind::total},
      {.name = "hit_ratio",
       .kind = CounterKind::ratio,
       .part = "hits",
       .whole = {"hits", "misses"},
       .gate = more_is_better}};
  Tally tally(counters);
  for (const double depth : {2.0, 4.0}) {
    SliceReport report = turn();
    report.counters = {500.0, depth, 9.0, 1.0, std::nullopt};
    tally.add(report);
  }
  const auto figures = tally.measured().figures;
  CHECK(figures.at("written_per_request") == doctest::Approx(5));
  CHECK(figures.at("depth") == doctest::Approx(3));
  CHECK(figures.at("hit_ratio") == doctest::Approx(0.9));
  CHECK(!figures.contains("hits"));

  const auto metrics = gated_counters(counters);
  REQUIRE(metrics.size() == 3);
  CHECK(metrics[0].name == "written_per_request");
  CHECK(metrics[2].better == gate::Better::more);
  for (const auto& metric : metrics) CHECK(figures.contains(metric.name));
}

}  // namespace tally_test
