#include "harness/checks/losses.h"

#include <doctest/doctest.h>

namespace losses_test {

using harness::checks::judge_losses;
using harness::checks::losses_of;
using harness::result::Point;
using harness::result::RunResult;
using Sentences = std::vector<std::string>;

namespace {

Point point(const char* phase, double ok, double failed, double shed) {
  Point point;
  point.step = "load";
  point.phase = phase;
  point.ok = ok;
  point.failed = failed;
  point.shed = shed;
  point.requests = ok + failed + shed;
  return point;
}

RunResult run_of(std::vector<Point> points) {
  RunResult run;
  run.points = std::move(points);
  return run;
}

}  // namespace

TEST_CASE("where nothing is lost there is nothing to say") {
  CHECK(losses_of(run_of({point("steady", 1'000, 3, 0)})).empty());
}

TEST_CASE("the share that was refused stands before all latencies, the worst point's first") {
  CHECK(losses_of(run_of({point("steady", 62'000, 0, 147'000)})) ==
        Sentences{"Refused: 70.3 % of the requests (147k of 209k of load). Latencies are "
                  "of those that ended ok."});
  CHECK(losses_of(run_of({point("a", 99, 0, 1), point("b", 90, 0, 10), point("c", 9, 0, 0)})) ==
        Sentences{"Refused: up to 10 % of the requests (10 of 100 of b, and of 1 more). "
                  "Latencies are of those that ended ok."});
}

TEST_CASE("what was refused in a warm-up that was cut off is no less refused") {
  RunResult run = run_of({point("steady, warm-up", 90, 0, 10), point("steady", 900, 0, 0)});
  run.points[0].measured = false;
  CHECK(losses_of(run) == Sentences{"Refused: 1 % of the requests (10 of 1k of load). "
                                    "Latencies are of those that ended ok."});
}

TEST_CASE("where every request failed, the figures are of failures") {
  CHECK(losses_of(run_of({point("steady", 0, 400, 0), point("later", 0, 7, 0)})) ==
        Sentences{"Every accepted request failed: all 400 of steady, and of 1 more. There "
                  "is no latency of one that ended ok."});
  CHECK(losses_of(run_of({point("steady", 1, 400, 0)})).empty());
  // All were refused, none failed.
  CHECK(losses_of(run_of({point("steady", 0, 0, 9)})).size() == 1);
}

TEST_CASE("where every request failed the run has missed, whatever it was asked to hold") {
  RunResult run = run_of({point("steady", 0, 400, 0)});
  run.objectives = {{.objective = "p99<1s", .verdict = harness::result::Verdict::met}};
  const auto verdict = judge_losses(run);
  REQUIRE(verdict);
  CHECK(verdict->verdict == harness::result::Verdict::missed);
  CHECK(verdict->sentence.starts_with("Every accepted request failed: all 400"));
  run.objectives.push_back({.objective = "errors<=0%"});  // says it
  CHECK_FALSE(judge_losses(run));
  CHECK_FALSE(judge_losses(run_of({point("steady", 1, 400, 0)})));
}

TEST_CASE("a run without a single request says so, and why") {
  const Sentences nothing_due{
      "No request was due, so that nothing was measured: a higher --rate or a longer --length "
      "gives "
      "some."};
  CHECK(losses_of(run_of({point("steady", 0, 0, 0)})) == nothing_due);
  const auto verdict = judge_losses(run_of({point("steady", 0, 0, 0)}));
  REQUIRE(verdict);
  CHECK(verdict->verdict == harness::result::Verdict::cant_tell);
  RunResult capacity = run_of({point("measured", 100, 0, 0)});
  capacity.points[0].measured = false;
  CHECK(losses_of(capacity) == nothing_due);
  capacity.cut_short = true;
  CHECK(losses_of(capacity) == Sentences{"The run was cut short before its first request."});
}

}  // namespace losses_test
