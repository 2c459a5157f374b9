#include "reports/compare/correction.h"

#include <doctest/doctest.h>

#include <cmath>

#include "reports/compare/compared_tables.h"
#include "reports/compare/comparison_json.h"

namespace correction_test {

using namespace reports::compare;

namespace {

/// A closed loop on two cores that are busy: at `speed` everything takes so much less.
NamedRun made_at(double speed) {
  RunResult run;
  run.scenario = "worker-sweep";
  run.environment = {{"cores", "2"}, {"compiler", "one"}};
  run.reference_workload_before_ms = 7.9 / speed;
  run.reference_workload_after_ms = 8.1 / speed;
  Point point;
  point.step = "workers=2";
  point.achieved_per_s = 400 * speed;
  point.achieved_per_s_low = 390 * speed;
  point.achieved_per_s_high = 410 * speed;
  point.latency_ms_mean = 10 / speed;
  point.latency_ms_p50 = 9 / speed;
  point.latency_ms_p99 = 30 / speed;
  point.cpu_cores = 1.9;
  run.points.push_back(point);
  return {speed == 1 ? "one" : "other", std::move(run)};
}

Comparison compared(NamedRun one, NamedRun other) {
  auto comparison = compare_runs({std::move(one), std::move(other)});
  REQUIRE(comparison);
  return std::move(*comparison);
}

const ComparedFigure& figure(const Comparison& comparison, std::string_view name) {
  for (const ComparedFigure& one : comparison.points.at(0).figures) {
    if (one.name == name) return one;
  }
  FAIL("no figure of that name");
  return comparison.points[0].figures[0];
}

bool warns(const Comparison& comparison, std::string_view part) {
  for (const std::string& one : comparison.warnings) {
    if (one.find(part) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("one build on a machine of four fifths the speed: corrected, nothing changed") {
  const Comparison comparison = compared(made_at(1), made_at(0.8));
  for (const char* const name : {"throughput", "mean latency", "P50"}) {
    CAPTURE(name);
    CHECK(*figure(comparison, name).corrected[1].value == doctest::Approx(1));
    CHECK(std::abs(*figure(comparison, name).ratios[1].value - 1) > 0.19);
  }
  const ComparedFigure& throughput = figure(comparison, "throughput");
  CHECK(*throughput.corrected[1].low == doctest::Approx(*throughput.ratios[1].low / 0.8));
  CHECK_FALSE(throughput.corrected[0].value);
  CHECK_FALSE(figure(comparison, "P99").corrected[1].value);  // rare stalls decide it
  CHECK_FALSE(figure(comparison, "CPU time a request").corrected[1].value);
  const auto table = figures_table(comparison);
  CHECK(table.headings.back().text == "corrected");
  CHECK(table.rows[0].cells.back().text == "0 %");
  CHECK(table.note.find("B's was 0.800 times as fast as A's. Corrected are throughput, mean "
                        "latency, P50, where") != std::string::npos);
  CHECK(runs_table(comparison).rows[1].cells.back().text == "10 ms");
  CHECK(json(comparison).find("corrected_ratios_to_first") != std::string::npos);
  CHECK(comparison.warnings.empty());
}

TEST_CASE("a slower build is still slower on a machine that is faster") {
  NamedRun other = made_at(1.25);
  other.run.points[0].achieved_per_s = 450;
  // 450/s on a machine that would have made 500/s of 400/s.
  CHECK(*figure(compared(made_at(1), std::move(other)), "throughput").corrected[1].value ==
        doctest::Approx(0.9));
}

TEST_CASE("a rate that somebody gave is no throughput to correct, a share of the capacity is") {
  NamedRun one = made_at(1), other = made_at(0.8);
  one.run.points[0].planned_per_s = other.run.points[0].planned_per_s = 300;
  const Comparison given = compared(one, other);
  CHECK_FALSE(figure(given, "throughput").corrected[1].value);
  CHECK(figure(given, "P50").corrected[1].value);
  one.run.capacity_per_s = other.run.capacity_per_s = 500;
  CHECK(figure(compared(one, other), "throughput").corrected[1].value);
  other.run.parameters.emplace_back(harness::result::given_capacity, "500/s");
  CHECK_FALSE(figure(compared(one, other), "throughput").corrected[1].value);
}

TEST_CASE("what waits for something else is not corrected, and told") {
  NamedRun other = made_at(0.8);
  other.run.points[0].cpu_cores = 0.2;  // 0.6 ms a request of 12.5 ms
  const Comparison comparison = compared(made_at(1), std::move(other));
  CHECK_FALSE(figure(comparison, "throughput").corrected[1].value);
  CHECK_FALSE(figure(comparison, "P50").corrected[1].value);
  CHECK(comparison.correction.empty());
  CHECK(warns(comparison,
              "Nothing is corrected for the machine's speed, though B's was 0.800 times"));
}

TEST_CASE("the processor sets the pace where cores are busy or requests are mostly worked on") {
  RunResult run = made_at(1).run;
  Point& point = run.points[0];
  CHECK(is_cpu_bound(run, point));
  point.cpu_cores = 1;
  CHECK_FALSE(is_cpu_bound(run, point));  // 2.5 ms of 10 ms
  point.latency_ms_mean = 4;
  CHECK(is_cpu_bound(run, point));
  point.latency_ms_mean = 10;
  point.workers = 1;
  CHECK(is_cpu_bound(run, point));
  point.workers.reset();
  run.environment = {{"cores", "4 usable of 8"}, {"cpu_quota", "1.00 cores"}};
  CHECK(is_cpu_bound(run, point));
  point.cpu_cores.reset();
  CHECK_FALSE(is_cpu_bound(run, point));
}

TEST_CASE("without the reference workload, or with one built otherwise, nothing is corrected") {
  NamedRun other = made_at(0.8);
  other.run.reference_workload_after_ms.reset();
  const Comparison unmeasured = compared(made_at(1), other);
  CHECK(unmeasured.correction.empty());
  CHECK(figures_table(unmeasured).headings.back().text == "B over A");
  CHECK(warns(unmeasured, "The reference workload was not measured in B, so nothing there"));
  other = made_at(0.8);
  other.run.environment[1].second = "another";
  const Comparison built = compared(made_at(1), other);
  CHECK(built.correction.empty());
  CHECK(warns(built, "B was built with another compiler or other flags than A"));
}

TEST_CASE("a machine that differs, or changed its speed meanwhile, makes the correction rough") {
  NamedRun other = made_at(0.8);
  other.run.reference_workload_after_ms = 13;
  other.run.environment.emplace_back("cpu", "another");
  const Comparison comparison = compared(made_at(1), other);
  CHECK(comparison.correction.ends_with("a rough one, as the machines differ."));
  CHECK(warns(comparison, "The machines differ (cpu)"));
  CHECK(warns(comparison, "B's machine changed its speed while the run went on"));
}

}  // namespace correction_test
