#include "scenarios/general/soak_findings.h"

#include <doctest/doctest.h>

#include <cmath>

#include "reports/words/estimate.h"
#include "scenarios/documents/findings/soak_claim.h"
#include "scenarios/documents/targets/document_counters.h"

namespace soak_findings_test {

using harness::result::Point;
using harness::result::RunResult;
using harness::result::TimelineRow;

namespace {

constexpr int rows_a_part = 40;

/// An engine's soak of six hours: a row each three minutes, memory from 100 MiB on at this pace.
void add_engine(RunResult& run, const std::string& engine, double mib_per_hour, double at_s) {
  const double start_s = at_s;
  for (const char* phase :
       {scenarios::first_third, scenarios::middle_third, scenarios::last_third}) {
    Point point;
    point.step = point.engine = engine;
    point.phase = phase;
    point.requests = point.ok = 1'000;
    point.failed = 0;
    point.latency_ms_p50 = phase == std::string(scenarios::last_third) ? 12 : 10;
    run.points.push_back(point);
    run.distributions.push_back({engine, phase, at_s, 0, {}});
    for (int i = 0; i < rows_a_part; ++i) {
      at_s += 180;
      TimelineRow row;
      row.t_s = at_s;
      row.step = engine;
      row.phase = phase;
      const double hours = (at_s - start_s) / 3600;
      row.harness_mib = 2 * hours;
      row.rss_mib = 100 + (mib_per_hour + 2) * hours + 0.2 * std::sin(at_s);
      row.latency_ms_p50 = 10 + 0.05 * std::sin(at_s);
      row.open_files = 20;
      row.threads = 5;
      run.timeline.push_back(row);
    }
  }
}

RunResult soak() {
  RunResult run;
  run.view = harness::result::load_view();
  add_engine(run, "v1", 500, 0);
  add_engine(run, "v2", 0, 30'000);
  run.items = "documents";
  scenarios::conclude_soak(run);
  scenarios::judge_growth_claim(run);
  return run;
}

bool tells(const RunResult& run, const std::string& part) {
  for (const std::string& finding : run.findings) {
    if (finding.find(part) != std::string::npos) return true;
  }
  return false;
}

std::string cell(const RunResult& run, const std::string& row, std::size_t engine) {
  for (const auto& one : run.tables.at(0).rows) {
    if (one.cells.at(0) == row) return one.cells.at(engine);
  }
  return {};
}

}  // namespace

TEST_CASE("an engine that grows is told from one that does not, without the harness's part") {
  const RunResult run = soak();
  const auto* const v1 = reports::words::estimate_named(run, "memory growth, v1");
  const auto* const v2 = reports::words::estimate_named(run, "memory growth, v2");
  REQUIRE(v1 != nullptr);
  REQUIRE(v2 != nullptr);
  CHECK(*v1->value == doctest::Approx(500).epsilon(0.01));
  CHECK(*v1->low > 490);
  CHECK(*v1->high < 510);
  CHECK(std::abs(*v2->value) < 0.5);
  REQUIRE(run.tables.size() == 1);
  CHECK(run.tables[0].headings == std::vector<std::string>{"figure", "v1", "v2"});
  CHECK(cell(run, "verdict", 1) == "growing");
  CHECK(cell(run, "verdict", 2).starts_with("flat within 0."));
  // 8 GiB from 3.1 GiB on, at 500 MiB an hour.
  CHECK(cell(run, "8 GiB are reached", 1).starts_with("in 10.2 h"));
  CHECK(cell(run, "8 GiB are reached", 2) == "\u2013");
  CHECK(cell(run, "P50", 1) == "10 ms \u2192 12 ms");
  CHECK(cell(run, "open files", 2) == "20 \u2192 20");
  CHECK(cell(run, "documents", 1) == "3k");
}

TEST_CASE("the claim on memory is judged by the interval") {
  const RunResult run = soak();
  CHECK(tells(run, "000.4 claims that v1 grows by 25 MB/h and leaks: it grows by more"));
  CHECK(tells(run, "000.4 claims that v2 grows by 5 MB/h and doesn't leak: it grows by less"));
}

TEST_CASE("a soak that was cut short before it began says nothing") {
  RunResult run;
  scenarios::conclude_soak(run);
  CHECK(run.tables.empty());
  CHECK(run.findings.empty());
}

TEST_CASE("one that is too short says so") {
  RunResult run;
  add_engine(run, "v2", 0, 0);
  run.timeline.resize(5);
  scenarios::conclude_soak(run);
  CHECK(tells(run, "v2: too short to say whether memory grows; 15 min of each engine are needed"));
  CHECK(cell(run, "verdict", 1) == "too short to tell");
}

TEST_CASE("seconds give what was seen in them, and no pace by the hour") {
  RunResult run;
  add_engine(run, "v1", 500, 0);
  double t_s = 0;
  for (TimelineRow& row : run.timeline) {
    row.rss_mib = 100 + t_s + 0.1 * std::sin(7 * t_s);
    row.harness_mib = 0;
    row.t_s = t_s += 0.1;
  }
  scenarios::conclude_soak(run);
  scenarios::judge_growth_claim(run);
  const auto* const pace = reports::words::estimate_named(run, "memory growth, v1");
  CHECK(pace == nullptr);  // one without a value is none for a plot
  REQUIRE_FALSE(run.estimates.empty());
  CHECK_FALSE(run.estimates[0].value);
  CHECK(run.estimates[0].sentence == "too short to tell");
  CHECK(cell(run, "verdict", 1) == "too short to tell");
  CHECK(cell(run, "memory growth", 1).starts_with("+11.9 MiB in 11.9 s"));
  CHECK(cell(run, "drift of the P50", 1) == "too short to tell");
  CHECK(cell(run, "8 GiB are reached", 1) == "\u2013");
  CHECK_FALSE(tells(run, "MiB/h"));
  CHECK_FALSE(tells(run, "000.4 claims"));
}

TEST_CASE("a bounded cache that still fills is no growth by the hour") {
  RunResult run;
  run.parameters = {{"cache.capacity", "4GiB"}};
  add_engine(run, "v2", 500, 0);
  run.counters = {scenarios::rig_counters().front()};
  REQUIRE(run.counters[0].name == scenarios::counter::cache_bytes);
  for (TimelineRow& row : run.timeline) row.counters = {(*row.rss_mib - 50) * 0x1p20};
  scenarios::conclude_soak(run);
  scenarios::judge_growth_claim(run);
  CHECK(cell(run, "verdict", 1).starts_with("can't tell: its cache still fills, "));
  CHECK_FALSE(run.estimates.at(0).value);
  CHECK_FALSE(tells(run, "000.4 claims"));
}

}  // namespace soak_findings_test
