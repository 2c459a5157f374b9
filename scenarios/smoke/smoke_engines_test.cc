// Several engines in one run, and the scenarios that compare settings, through the command line.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "harness/result/counter_names.h"
#include "harness/result/run_files.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/smoke/program_run.h"

namespace smoke_engines_test {

using harness::result::Point;
using harness::result::read_run;
using harness::result::RunResult;
using harness::result::sample::TemporaryFolder;
using scenarios::Ended;
using scenarios::is_measured;
using scenarios::run_prony;
namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

namespace {

/// Runs a scenario's quick form; its result lies in the folder of its name.
RunResult measured(const TemporaryFolder& folder, const std::string& scenario, Strings more) {
  Strings words{"run", scenario, "--quick", "--out", scenario};
  words.insert(words.end(), more.begin(), more.end());
  const Ended ended = run_prony(folder.path(), words);
  CAPTURE(ended.err);
  REQUIRE(is_measured(ended));
  const auto run = read_run(folder.path() / scenario);
  REQUIRE(run);
  CHECK((ended.code == 4) == !run->valid());
  CHECK_FALSE(run->findings.empty());
  CHECK(std::none_of(run->checks.begin(), run->checks.end(), [](const auto& check) {
    return check.name == "outputs verified" && check.state == harness::result::CheckState::failed;
  }));
  return *run;
}

std::set<std::string> steps_of(const RunResult& run) {
  std::set<std::string> steps;
  for (const Point& point : run.points) {
    if (!point.step.ends_with(", disturbed")) steps.insert(point.step);  // as a machine may be
  }
  return steps;
}

bool has_estimate(const RunResult& run, const std::string& part) {
  return std::any_of(run.estimates.begin(), run.estimates.end(), [&](const auto& estimate) {
    return estimate.name.find(part) != std::string::npos;
  });
}

bool has_plot(const TemporaryFolder& folder, const std::string& scenario, const char* name) {
  const fs::path plots = folder.path() / scenario / "plots";
  return !fs::exists(plots) || fs::is_empty(plots) ||
         fs::exists(plots / (std::string(name) + ".svg"));
}

}  // namespace

TEST_CASE("a load of two engines meets both at the same rate, of the first one's capacity") {
  const TemporaryFolder folder;
  const RunResult run =
      measured(folder, "steady", {"--engine", "v1,v2", "--length", "2s", "--rate", "40%"});
  CHECK(steps_of(run) == std::set<std::string>{"capacity", "v1", "v2"});
  std::vector<const Point*> points;
  for (const Point& point : run.points) {
    if (point.measured) points.push_back(&point);
    if (point.step == "capacity") CHECK(point.engine == "v1");
  }
  REQUIRE(points.size() == 2);
  CHECK(points[0]->engine == "v1");
  CHECK(points[1]->engine == "v2");
  CHECK(*points[0]->planned_per_s == doctest::Approx(*points[1]->planned_per_s));
  CHECK(*points[0]->planned_per_s == doctest::Approx(0.4 * *run.capacity_per_s));
  CHECK(has_estimate(run, "P50, v2 against v1"));
  CHECK(has_estimate(run, "processing, v2 against v1"));
  CHECK(has_plot(folder, "steady", "operation_times"));
  // What v2 was built with is told, too.
  CHECK(std::any_of(run.parameters.begin(), run.parameters.end(), [](const auto& parameter) {
    return parameter.first == "step v2" &&
           parameter.second.find("key.hash=xxh3") != std::string::npos;
  }));
}

TEST_CASE("a sweep of two engines has each step of each") {
  const TemporaryFolder folder;
  const RunResult run = measured(folder, "worker-sweep", {"--engine", "v2,v1", "--length", "4s"});
  CHECK(steps_of(run).size() == 8);
  CHECK(steps_of(run).contains("v1 4 workers"));
  CHECK(has_estimate(run, "throughput, v1 against v2, 2 workers"));
}

TEST_CASE("engines that are none, or named twice, are refused in one line") {
  const TemporaryFolder folder;
  const std::vector<std::pair<Strings, std::string>> wrong{
      {{"run", "steady", "--engine", "v1,v3"}, "there is no engine 'v3'"},
      {{"run", "steady", "--engine", "v1,v1"}, "v1 is named twice"},
      {{"run", "steady", "--engine", "v1,"}, "there is no engine ''"},
      {{"run", "capacity", "--engine", "v1,v2"}, "--engine"},
      {{"run", "overhead", "--engine", "v1,v2"}, "--engine"},
      {{"run", "batch-sweep", "--trace", "none.csv"}, "none.csv"}};
  for (const auto& [words, part] : wrong) {
    const Ended ended = run_prony(folder.path(), words);
    CAPTURE(ended.err);
    CHECK(ended.code == 2);
    CHECK(ended.complained_in_one_line());
    CHECK(ended.err.find(part) != std::string::npos);
  }
}

TEST_CASE("single has each size the first time and again, and the second time all are hits") {
  const TemporaryFolder folder;
  const RunResult run = measured(folder, "single", {"--length", "5s"});
  CHECK(steps_of(run).size() == 8);
  for (const Point& point : run.points) {
    CAPTURE(point.step);
    if (point.series == "again") CHECK(point.cache_hit_ratio == 1.0);
    CHECK(point.x.has_value());
  }
  REQUIRE(run.tables.size() == 1);
  CHECK(run.tables[0].rows.size() == 8);
  CHECK(has_plot(folder, "single", "series_curves"));
}

TEST_CASE("batch works every document with every executor and batch size") {
  const TemporaryFolder folder;
  const RunResult run = measured(folder, "batch", {"--length", "4s"});
  CHECK(run.points.size() == 8);
  for (const Point& point : run.points) {
    CAPTURE(point.step);
    CHECK(point.failed == 0.0);
    CHECK(point.shed == 0.0);
    CHECK(*point.requests == *point.ok);
    CHECK(*point.passes >= 1);
  }
  CHECK(run.tables.at(0).rows.size() == 8);
}

TEST_CASE("mixed: bad documents fail, everything else succeeds, each operation has its latency") {
  const TemporaryFolder folder;
  const RunResult run = measured(folder, "mixed", {"--length", "1s"});
  const auto point = std::find_if(run.points.begin(), run.points.end(),
                                  [](const Point& one) { return one.measured; });
  REQUIRE(point != run.points.end());
  std::set<std::string> operations;
  for (const auto& row : run.classes) {
    if (row.step != point->step || row.phase != point->phase) continue;
    operations.insert(row.class_name);
    if (row.class_name == "bad document") CHECK(row.failed == point->failed);
    if (row.class_name != "bad document") CHECK(row.latency_ms_p50.value_or(0) > 0);
  }
  CHECK(operations ==
        std::set<std::string>{"process", "replace", "search", "lookup", "bad document"});
}

TEST_CASE("cache has each policy at each capacity for each access, and the user's trace") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "trace.csv") << "item\nx\ny\nx\nz\nx\n";
  const RunResult run = measured(folder, "cache", {"--length", "15s", "--trace", "trace.csv"});
  std::set<std::string> panels, series;
  for (const Point& point : run.points) {
    if (!point.measured) continue;
    panels.insert(point.panel);
    series.insert(point.series);
    // Three documents: after the first look at each, all are hits.
    if (point.panel == "trace") CHECK(point.cache_hit_ratio.value_or(1) > 0.8);
  }
  CHECK(panels == std::set<std::string>{"zipf", "scan", "drifting", "trace"});
  CHECK(series.size() == 6);
  CHECK(steps_of(run).size() == 4 * 2 * 6);
  REQUIRE_FALSE(run.warnings.empty());
  CHECK(run.warnings[0].find("trace") != std::string::npos);
  CHECK(has_plot(folder, "cache", "series_curves"));
}

TEST_CASE("crossover compares outputs and recommends for each number of files") {
  const TemporaryFolder folder;
  const RunResult run = measured(folder, "crossover", {"--length", "4s"});
  REQUIRE(run.tables.size() == 1);
  CHECK(run.tables[0].headings.at(0) == "Files");
  REQUIRE(run.tables[0].rows.size() == 3);
  CHECK(run.tables[0].rows[2].cells.at(0) == "50");
  for (const Point& point : run.points) CHECK(point.failed == 0.0);
  CHECK(has_plot(folder, "crossover", "series_curves"));
}

TEST_CASE("soak has both engines by default, and a table of what grows in each") {
  const TemporaryFolder folder;
  const RunResult run = measured(folder, "soak", {"--length", "3s"});
  CHECK(steps_of(run) == std::set<std::string>{"capacity", "v1", "v2"});
  REQUIRE(run.tables.size() == 1);
  CHECK(run.tables[0].headings == Strings{"figure", "v1", "v2"});
  CHECK(has_estimate(run, "memory growth, v1"));
  CHECK(has_estimate(run, "memory growth, v2"));
  CHECK(has_plot(folder, "soak", "memory_trend"));
  const auto stored = place_of_counter(run, "stored_bytes");
  REQUIRE(stored);
  for (const auto& row : run.timeline) {
    CAPTURE(row.step);
    CHECK(row.harness_mib.has_value());
    CHECK(counter_of(row, *stored).value_or(0) > 0);
    CHECK(row.open_files.value_or(0) > 0);
  }
}

TEST_CASE("soak of one engine has that one") {
  const TemporaryFolder folder;
  const RunResult run = measured(folder, "soak", {"--length", "2s", "--engine", "v2"});
  CHECK(steps_of(run) == std::set<std::string>{"capacity", "load"});
  CHECK(run.tables.at(0).headings == Strings{"figure", "v2"});
}

TEST_CASE("formats has each format alone and all mixed, with pages and text a second") {
  const TemporaryFolder folder;
  const RunResult run = measured(folder, "formats", {"--length", "1500ms"});
  const std::set<std::string> steps = steps_of(run);
  for (const char* format : {"text", "markdown", "html", "docx", "epub", "gzip", "mixed"}) {
    CAPTURE(format);
    CHECK(steps.contains(format));
  }
  for (const Point& point : run.points) {
    CAPTURE(point.step);
    CHECK(counted_per_s(run, point, "text_bytes").value_or(0) > 0);
    // A document is one page, an EPUB has several.
    const double pages = counted_per_s(run, point, "pages").value();
    CHECK(pages >= 0.99 * *point.achieved_per_s);
    if (point.step == "epub") CHECK(pages > 1.5 * *point.achieved_per_s);
    if (point.step == "text") CHECK(pages < 1.01 * *point.achieved_per_s);
  }
  CHECK(run.tables.at(0).rows.size() == steps.size());
  CHECK(has_plot(folder, "formats", "series_curves"));
}

}  // namespace smoke_engines_test
