#include "reports/tables.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "reports/headline.h"
#include "reports/sample_run.h"

using namespace reports;
using namespace harness::result;

namespace {

std::string cell(const Table& table, std::size_t row, const std::string& heading) {
  for (std::size_t i = 0; i < table.headings.size(); ++i) {
    if (table.headings[i].text == heading) return table.rows.at(row).cells.at(i);
  }
  return "no such column";
}

std::string figure(const Headline& head, const std::string& name) {
  for (const KeyFigure& one : head.figures) {
    if (one.name == name) return one.value + " at " + one.where;
  }
  return "no such figure";
}

Point point(const char* phase, double rate, double p99) {
  Point one;
  one.phase = phase;
  one.achieved_per_s = rate;
  one.latency_ms_p99 = p99;
  return one;
}

}  // namespace

TEST_CASE("the summary rounds, names units and says what is not judged or not valid") {
  RunResult run;
  run.points = {point("warm-up", 100, 9), point("steady", 1234.5, 12.345),
                point("peak", 2000, 1500)};
  run.points[0].measured = false;
  run.points[1].requests = 1000;
  run.points[1].shed = 5;
  run.points[2].valid = false;
  const Table table = summary_table(run);
  REQUIRE(table.rows.size() == 3);
  CHECK(cell(table, 0, "") == "not judged");
  CHECK(table.rows[0].mood == Mood::faint);
  CHECK(cell(table, 1, "achieved") == "1.23k/s");
  CHECK(cell(table, 1, "P99") == "12.3 ms");
  CHECK(cell(table, 1, "shed") == "5 (0.5 %)");
  CHECK(cell(table, 2, "P99") == "1.5 s");
  CHECK(cell(table, 2, "") == "INVALID");
  CHECK(cell(table, 1, "workers") == "no such column");
}

TEST_CASE("what a run took is told apart from what it gave") {
  RunResult run;
  run.points = {point("steady", 100, 12)};
  CHECK(costs_table(run).rows.empty());
  run.points[0].rss_mib_peak = 1536;
  run.points[0].cache_hit_ratio = 0.615;
  const Table table = costs_table(run);
  REQUIRE(table.rows.size() == 1);
  CHECK(table.headings.size() == 3);
  CHECK(cell(table, 0, "memory, peak") == "1.5 GiB");
  CHECK(cell(table, 0, "cache hits") == "61.5 %");
}

TEST_CASE("key figures are the highest of the measured points") {
  RunResult run;
  run.points = {point("warm-up", 9000, 9000), point("steady", 100, 12), point("peak", 300, 80)};
  run.points[0].measured = false;
  const Headline head = headline(run);
  CHECK(figure(head, "highest throughput") == "300/s at peak");
  CHECK(figure(head, "highest P99") == "80 ms at peak");
}

TEST_CASE("a sweep's latencies are those at its highest throughput") {
  RunResult run;
  run.kind = "sweep";
  run.points = {point("a", 100, 500), point("b", 300, 80)};
  CHECK(figure(headline(run), "P99") == "80 ms at b");
}

TEST_CASE("shares are of all the measured requests") {
  RunResult run;
  run.points = {point("a", 1, 1), point("b", 1, 1)};
  for (Point& one : run.points) one.requests = 1000;
  run.points[0].shed = 0;
  run.points[1].shed = 500;
  CHECK(figure(headline(run), "shed") == "25 % at 500 of 2k requests");
  CHECK(figure(headline(run), "failed") == "no such figure");
}

TEST_CASE("the badge says what a run is worth, and why") {
  RunResult run = sample_load();
  CHECK(headline(run).badge == "VALID");
  CHECK(headline(run).sound);
  CHECK(headline(run).reason.empty());
  run.cut_short = true;
  CHECK(headline(run).badge == "CUT SHORT");
  run.checks[0].state = CheckState::failed;
  run.checks[0].sentence = "The generator was late.";
  const Headline head = headline(run);
  CHECK(head.badge == "INVALID, CUT SHORT");
  CHECK_FALSE(head.sound);
  CHECK(head.reason.find("The generator was late.") != std::string::npos);
  run.cut_short = false;
  CHECK(headline(run).badge == "INVALID");
}

TEST_CASE("objectives are counted by verdict") {
  const Headline head = headline(sample_load());
  CHECK(head.objectives == "1 of 3 objectives met, 1 missed, 1 can't be told");
  CHECK(head.objectives_mood == Mood::bad);
  const Table table = objectives_table(sample_load());
  CHECK(cell(table, 0, "verdict") == "met");
  CHECK(cell(table, 1, "verdict") == "MISSED");
  CHECK(cell(table, 2, "verdict") == "can't tell");
  CHECK(cell(table, 2, "measured") == "\u2013");
}

TEST_CASE("an empty run says that nothing was measured and makes no table") {
  const RunResult run;
  CHECK(headline(run).answer == std::vector<std::string>{"Nothing was measured."});
  CHECK(headline(run).figures.empty());
  for (const Table& table :
       {summary_table(run), costs_table(run), stages_table(run), slowest_table(run),
        checks_table(run), objectives_table(run), parameters_table(run)}) {
    CHECK(table.rows.empty());
  }
}

TEST_CASE("a page shows a bounded number of rows") {
  RunResult run;
  run.slowest.resize(most_table_rows + 10);
  for (auto& slow : run.slowest) slow.latency_ms = 1;
  CHECK(slowest_table(run).rows.size() == most_table_rows);
}
