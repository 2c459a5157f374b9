#include "reports/headline.h"

#include <doctest/doctest.h>

#include "reports/sample/sample_run.h"

namespace headline_test {

using namespace reports;
using namespace reports::sample;
using namespace harness::result;

namespace {

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
  run.view = harness::result::sweep_view();
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
  run.checks.clear();  // as of micro-benchmarks
  CHECK(headline(run).badge == "NOT CHECKED");
  CHECK_FALSE(headline(run).sound);
}

TEST_CASE("a key figure has its interval") {
  RunResult run;
  run.points = {point("steady", 100, 12)};
  run.points[0].latency_ms_p99_low = 11.1;
  run.points[0].latency_ms_p99_high = 13.9;
  const Headline head = headline(run);
  REQUIRE(head.figures.size() == 2);
  CHECK(head.figures[0].interval == "");
  CHECK(head.figures[1].interval == "11.1 \u2013 13.9");
}

TEST_CASE("of a search the rate that it found comes first, not its probes' latencies") {
  const Headline head = headline(sample_capacity());
  REQUIRE(head.figures.size() >= 2);
  CHECK(head.figures[0].name == "highest rate");
  CHECK(head.figures[0].value == "7.72k/s");
  CHECK(head.figures[0].interval == "7.61k \u2013 7.81k");
  CHECK(head.figures[1].name == "knee");
  CHECK(figure(head, "highest P99") == "no such figure");
  CHECK(figure(head, "shed") == "no such figure");
}

TEST_CASE("a self-test's verdict is its badge, its largest errors are its figures") {
  RunResult run;
  run.view = {.judges_machine = true};
  run.known_answers = {{"M/M/1", "p99", 1.0, 1.02, 0.02, {}, {}},
                       {"M/D/1", "p99", 1.0, 0.97, -0.03, {}, {}},
                       {"M/D/1", "mean", 1.0, 1.0, {}, {}, {}}};
  CHECK(headline(run).badge == "FIT TO MEASURE");
  CHECK(headline(run).answer.front() != "Nothing was measured.");
  REQUIRE(headline(run).figures.size() == 1);
  CHECK(figure(headline(run), "largest error, P99") == "\u22123.00 % at M/D/1");
  run.checks = {{"wake-up", CheckState::failed, {}, {}, "Wake-ups were late."}};
  const Headline head = headline(run);
  CHECK(head.badge == "NOT FIT TO MEASURE");
  CHECK_FALSE(head.sound);
  CHECK(head.reason.find("Wake-ups were late.") != std::string::npos);
}

}  // namespace headline_test
