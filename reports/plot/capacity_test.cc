#include "reports/plot/capacity.h"

#include <doctest/doctest.h>

namespace capacity_test {

using namespace reports::plot;
using namespace reports::sheet;
using harness::result::Point;
using harness::result::Verdict;

namespace {

Point probe(double rate, double p99) {
  Point point;
  point.phase = "probe";
  point.offered_per_s = rate;
  point.latency_ms_p99 = p99;
  return point;
}

const Line* line_named(const Panel& panel, const std::string& name) {
  for (const Line& line : panel.lines) {
    if (line.label == name) return &line;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("probes stand in the order of their rates, with their intervals") {
  RunResult run;
  run.points = {probe(4000, 0.5), probe(8000, 2), probe(6000, 0.8), probe(9000, 50)};
  run.points[0].latency_ms_p99_low = 0.4;
  run.points[0].latency_ms_p99_high = 0.7;
  run.points[3].measured = false;
  const auto plot = capacity_curve(run);
  REQUIRE(plot);
  const Line* p99 = line_named(plot->sheet.panels.at(0), "P99");
  REQUIRE(p99 != nullptr);
  REQUIRE(p99->spots.size() == 3);
  CHECK(p99->spots[0].x == 4000);
  CHECK(p99->spots[0].low == 0.4);
  CHECK(p99->spots[0].high == 0.7);
  CHECK(p99->spots[1].x == 6000);
  CHECK(p99->spots[2].x == 8000);
  CHECK_FALSE(p99->spots[2].low);
  CHECK(plot->caption.find("Whiskers") != std::string::npos);
}

TEST_CASE("probes that are invalid are markers by themselves, and on no line") {
  RunResult run;
  run.points = {probe(4000, 0.5), probe(6000, 40), probe(8000, 2)};
  run.points[1].valid = false;
  const auto plot = capacity_curve(run);
  REQUIRE(plot);
  const Panel& panel = plot->sheet.panels.at(0);
  const Line* p99 = line_named(panel, "P99");
  const Line* invalid = line_named(panel, "INVALID probes");
  REQUIRE(p99 != nullptr);
  REQUIRE(invalid != nullptr);
  CHECK(p99->spots.size() == 2);
  REQUIRE(invalid->spots.size() == 1);
  CHECK(invalid->spots[0].x == 6000);
  CHECK(invalid->style.width == 0);
  run.points[1].valid = true;
  CHECK(line_named(capacity_curve(run)->sheet.panels.at(0), "INVALID probes") == nullptr);
}

TEST_CASE("where first results are limited, they are what is drawn, in their unit's words") {
  RunResult run;
  run.points = {probe(4, 900), probe(6, 950)};
  for (Point& point : run.points) point.first_result_ms_p99 = 150;
  run.classes.emplace_back().unit = "tokens";
  run.objectives = {{.objective = "p99<=2s", .verdict = Verdict::met},
                    {.objective = "ttft_p99<=200ms", .verdict = Verdict::met}};
  const auto plot = capacity_curve(run);
  REQUIRE(plot);
  CHECK(plot->sheet.title == "Time to the first token by load");
  const Panel& panel = plot->sheet.panels.at(0);
  REQUIRE(line_named(panel, "P99") != nullptr);
  CHECK(line_named(panel, "P99")->spots.at(0).y == 150.0);
  CHECK(line_named(panel, "limit: 200 ms") != nullptr);
}

TEST_CASE("the highest rate is a line in the band of its interval; the knee is marked") {
  RunResult run;
  run.points = {probe(4000, 0.5), probe(8000, 2)};
  run.estimates = {{"highest rate", 7716.0, 7605.0, 8900.0, "/s", ""},
                   {"knee", 6400.0, {}, {}, "/s", ""}};
  const auto plot = capacity_curve(run);
  REQUIRE(plot);
  const Panel& panel = plot->sheet.panels.at(0);
  REQUIRE(panel.marks.size() == 2);
  CHECK(panel.marks[0].x == 7716);
  CHECK(panel.marks[0].label == "highest rate: 7.72k/s");
  CHECK(panel.marks[1].x == 6400);
  REQUIRE(panel.bars.size() == 1);
  CHECK(panel.bars[0].bars.at(0).left == 7605);
  CHECK(panel.bars[0].bars.at(0).right == 8900);
  CHECK(panel.x.high > 8900);
  CHECK(panel.x.low == 0);
}

TEST_CASE("the strictest limit on a latency is a level line") {
  RunResult run;
  run.points = {probe(4000, 0.5), probe(8000, 2)};
  for (const char* text : {"p99<=50ms", "p95<2500us", "errors<=0.1%", "throughput>=9/s", "?<1"}) {
    run.objectives.push_back({text, "", "", "", Verdict::met, {}, ""});
  }
  const auto plot = capacity_curve(run);
  REQUIRE(plot);
  const Panel& panel = plot->sheet.panels.at(0);
  const Line* limit = line_named(panel, "limit: 2.5 ms");
  REQUIRE(limit != nullptr);
  CHECK(limit->spots.front().y == 2.5);
  CHECK(limit->spots.back().y == 2.5);
  CHECK(limit->spots.back().x == panel.x.high);
  CHECK(panel.y.high >= 2.5);
}

TEST_CASE("one probe is no curve, and probes without latencies are none") {
  RunResult run;
  CHECK_FALSE(capacity_curve(run));
  run.points = {probe(4000, 0.5)};
  CHECK_FALSE(capacity_curve(run));
  run.points.push_back(probe(5000, 0.5));
  for (Point& point : run.points) point.latency_ms_p99.reset();
  CHECK_FALSE(capacity_curve(run));
}

}  // namespace capacity_test
