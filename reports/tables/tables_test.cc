#include "reports/tables/tables.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "reports/headline.h"
#include "reports/plot/plots.h"
#include "reports/sample/sample_run.h"
#include "reports/words/figure_format.h"

namespace tables_test {

using namespace reports;
using namespace reports::sample;
using namespace reports::tables;
using namespace reports::words;
using namespace harness::result;
using harness::CounterKind;

namespace {

std::string cell(const Table& table, std::size_t row, const std::string& heading) {
  for (std::size_t i = 0; i < table.headings.size(); ++i) {
    if (table.headings[i].text == heading) return table.rows.at(row).cells.at(i).text;
  }
  return "no such column";
}

std::string aside(const Table& table, std::size_t row, const std::string& heading) {
  for (std::size_t i = 0; i < table.headings.size(); ++i) {
    if (table.headings[i].text == heading) return table.rows.at(row).cells.at(i).aside;
  }
  return "no such column";
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

TEST_CASE("a figure's interval stands beside it, and what was cut off has a column") {
  RunResult run;
  run.points = {point("steady", 500, 20)};
  CHECK(cell(summary_table(run), 0, "warm-up cut") == "no such column");
  CHECK(summary_table(run).note.empty());
  Point& steady = run.points[0];
  steady.latency_ms_p99_low = 18.1;
  steady.latency_ms_p99_high = 22.9;
  steady.achieved_per_s_low = 495;
  steady.achieved_per_s_high = 505;
  steady.warm_up_s = 0;
  CHECK(cell(summary_table(run), 0, "warm-up cut") == "no such column");
  steady.warm_up_s = 2.5;
  const Table table = summary_table(run);
  CHECK(aside(table, 0, "P99") == "18.1 \u2013 22.9");
  CHECK(aside(table, 0, "achieved") == "495 \u2013 505");
  CHECK(cell(table, 0, "warm-up cut") == "2.5 s");
  CHECK(table.note.find("95 %") != std::string::npos);
}

TEST_CASE("a table or a plot speaks of intervals only where it has some") {
  const auto speaks = [](const RunResult& run) {
    std::string text;
    for (const Table& table : effects_tables(run)) text += table.note;
    for (const Table& table :
         {known_answers_table(run), engines_table(run), summary_table(run), parts_table(run)}) {
      text += table.note;
    }
    for (const sheet::Plot& plot : plot::plots_of(run)) text += plot.caption;
    return text.find("95 %") != text.npos;
  };
  for (RunResult run : {sample_ablation(), sample_selftest(), sample_load()}) {
    CAPTURE(run.scenario);
    CHECK(speaks(run));
    for (Effect& effect : run.effects) effect.interval_low.reset();
    for (KnownAnswer& answer : run.known_answers) answer.interval_high_ms.reset();
    for (Point& one : run.points) {
      for (Figure Point::*low :
           {&Point::achieved_per_s_low, &Point::latency_ms_mean_low, &Point::latency_ms_p50_low,
            &Point::latency_ms_p95_low, &Point::latency_ms_p99_low}) {
        (one.*low).reset();
      }
    }
    CHECK_FALSE(speaks(run));
  }
}

TEST_CASE("batch size and workers stand only where they differ") {
  RunResult run;
  run.points = {point("a", 1, 1), point("b", 1, 1)};
  run.points[0].workers = run.points[1].workers = run.points[0].batch_size = 2;
  run.points[1].batch_size = 4;
  CHECK(cell(summary_table(run), 0, "workers") == "no such column");
  CHECK(cell(summary_table(run), 0, "batch") == "2");
}

TEST_CASE("the parts of a latency stand side by side, and do not claim to add up") {
  RunResult run;
  run.points = {point("steady", 100, 12)};
  CHECK(parts_table(run).rows.empty());
  run.points[0].wait_ms_p99 = 7;
  run.points[0].delivery_ms_p50 = 0.5;
  const Table table = parts_table(run);
  CHECK(table.headings.size() == 3);
  CHECK(cell(table, 0, "wait P99") == "7 ms");
  CHECK(cell(table, 0, "delivery P50") == "500 \u00b5s");
  CHECK(table.note.find("quantiles do not add up") != std::string::npos);
}

TEST_CASE("a slow request's longest stages are told") {
  RunResult run;
  run.slowest.resize(3);
  run.slowest[0].stages_ms = {{"read", 0.01}, {"parse", 1.2}, {"key", 0.02}, {"chunk", 0.3}};
  run.slowest[1].stages_ms = {{"none", 0}, {"f=1.5", 2}};
  run.slowest[2].delivery_ms = 3;
  const Table table = slowest_table(run);
  CHECK(cell(table, 0, "longest stages") == "parse 1.2 ms, chunk 300 \u00b5s");
  CHECK(cell(table, 1, "longest stages") == "f=1.5 2 ms");
  CHECK(cell(table, 2, "longest stages") == "");
  CHECK(cell(table, 2, "delivery") == "3 ms");
  CHECK(cell(table, 2, "#") == "3");
}

TEST_CASE("estimates have their unit, interval and sentence") {
  const Table table = estimates_table(sample_worker_sweep());
  REQUIRE(table.rows.size() == 4);
  CHECK(cell(table, 2, "value") == "905/s");
  CHECK(cell(table, 2, "95 % interval") == "880 \u2013 931");
  CHECK(cell(table, 3, "value") == "6.19 workers");
  CHECK(cell(table, 3, "in words") == "More than that are in the way.");
}

TEST_CASE("known answers stand by queue, a dash where there is no closed form") {
  RunResult run;
  run.known_answers = {{"M/M/1", "p50", 1.0, 1.01, 0.01, 0.98, 1.05},
                       {"M/M/1", "p99", 6.0, 5.7, -0.05, 5.5, 5.9},
                       {"M/G/1", "p50", {}, 3.0, {}, {}, {}}};
  const Table table = known_answers_table(run);
  REQUIRE(table.rows.size() == 3);
  CHECK(cell(table, 0, "queue") == "M/M/1");
  CHECK(cell(table, 1, "queue") == "");
  CHECK(cell(table, 2, "queue") == "M/G/1");
  CHECK(cell(table, 0, "error") == "+1.00 %");
  CHECK(cell(table, 1, "error") == "\u22125.00 %");
  CHECK(aside(table, 1, "measured") == "5.50 \u2013 5.90");
  CHECK(cell(table, 2, "theory") == not_measured);
}

TEST_CASE("what did not pass comes first among the checks") {
  RunResult run;
  run.checks = {{"a", CheckState::passed, {}, {}, ""},
                {"b", CheckState::warned, {}, {}, ""},
                {"c", CheckState::failed, {}, {}, ""},
                {"d", CheckState::passed, {}, {}, ""}};
  const Table table = checks_table(run);
  std::string order;
  for (std::size_t i = 0; i < table.rows.size(); ++i) order += cell(table, i, "check");
  CHECK(order == "cbad");
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

TEST_CASE("a column for each counter: a total by the second, a level's highest, a ratio") {
  RunResult run;
  run.points = {point("steady", 100, 12)};
  CHECK(counters_table(run).rows.empty());
  const std::string& phase = run.points[0].phase;
  const std::string& step = run.points[0].step;
  run.counters = {{.name = "pages", .unit = "pages", .help = "read"},
                  {.name = "kept", .unit = "bytes", .kind = CounterKind::level, .help = "in it"},
                  {.name = "hits", .unit = "", .kind = CounterKind::ratio, .help = ""},
                  {.name = "untold", .unit = "", .help = ""}};
  CounterRow row{.step = step, .phase = phase, .counter = "pages", .kind = "total"};
  row.per_s = 1500;
  run.counted.push_back(row);
  row = {.step = step, .phase = phase, .counter = "kept", .kind = "level"};
  row.max = 12 * 0x1p20;
  run.counted.push_back(row);
  row = {.step = step, .phase = phase, .counter = "hits", .kind = "ratio"};
  row.value = 0.615;
  run.counted.push_back(row);
  const Table table = counters_table(run);
  REQUIRE(table.rows.size() == 1);
  CHECK(table.headings.size() == 4);
  CHECK(cell(table, 0, "pages") == "1.5k/s");
  CHECK(cell(table, 0, "kept, peak") == "12 MiB");
  CHECK(cell(table, 0, "hits") == "61.5 %");
  CHECK(table.note == "pages: read. kept: in it.");
}

TEST_CASE("classes stand in a table with what they tell, and nothing else") {
  RunResult run;
  run.points = {point("steady", 100, 12)};
  for (const char* name : {"read", "write"}) {
    ClassRow row;
    row.phase = "steady";
    row.class_name = name;
    row.requests = 100;
    row.latency_ms_p99 = 12;
    run.classes.push_back(row);
  }
  const Table table = classes_table(run);
  REQUIRE(table.rows.size() == 2);
  CHECK(cell(table, 1, "class") == "write");
  CHECK(cell(table, 1, "P99") == "12 ms");
  CHECK(cell(table, 1, "first result P50") == "no such column");
  run.classes[0].first_result_ms_p50 = 3;
  run.classes[0].unit = "tokens";
  run.classes[0].units_per_s = 1'500;
  CHECK(cell(classes_table(run), 0, "first token P50") == "3 ms");
  CHECK(cell(classes_table(run), 0, "tokens") == "1.5k/s");
}

TEST_CASE("what requests of one kind bring stands in a table of points, in their unit's words") {
  RunResult run;
  run.points = {point("steady", 100, 12)};
  CHECK(results_table(run).rows.empty());
  ClassRow row;
  row.phase = "steady";
  row.unit = "tokens";
  run.classes.push_back(row);
  run.points[0].first_result_ms_p99 = 20;
  run.points[0].first_result_ms_p99_low = 18;
  run.points[0].first_result_ms_p99_high = 25;
  run.points[0].gap_ms_mean = 2;
  run.points[0].units_per_s = 1'500;
  run.points[0].good_per_s = 90;
  const Table table = results_table(run);
  CHECK(cell(table, 0, "first token P99") == "20 ms");
  CHECK(cell(table, 0, "gap, mean") == "2 ms");
  CHECK(cell(table, 0, "tokens a second") == "1.5k/s");
  CHECK(cell(table, 0, "good requests a second") == "90/s");
  CHECK(cell(table, 0, "gap P99") == "no such column");
  CHECK(classes_table(run).rows.empty());
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
       {summary_table(run), parts_table(run), costs_table(run), estimates_table(run),
        known_answers_table(run), stages_table(run), slowest_table(run), checks_table(run),
        objectives_table(run), parameters_table(run)}) {
    CHECK(table.rows.empty());
  }
}

TEST_CASE("a page shows a bounded number of rows") {
  RunResult run;
  run.slowest.resize(most_table_rows + 10);
  for (auto& slow : run.slowest) slow.latency_ms = 1;
  CHECK(slowest_table(run).rows.size() == most_table_rows);
}

}  // namespace tables_test
