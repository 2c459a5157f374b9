#include "scenarios/general/findings.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace findings_test {

using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;

namespace {

/// A sweep's result: a setting and the throughput that it came to.
RunResult sweep(Figure Point::*setting, const std::vector<std::pair<double, Figure>>& throughputs) {
  RunResult run;
  for (const auto& [value, per_s] : throughputs) {
    Point point;
    point.step = "step " + std::to_string(run.points.size());
    point.phase = "measured";
    point.requests = 100;
    point.*setting = value;
    point.achieved_per_s = per_s;
    point.latency_ms_p99 = 50;
    run.points.push_back(point);
  }
  return run;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

RunResult burst_run() {
  RunResult run = sweep(&Point::offered_per_s, {{0, 0}, {2500, 900}, {0, 0}});
  run.capacity_per_s = 1000;
  run.view = harness::result::load_view();
  const char* phases[] = {"quiet 1", "burst 1", "quiet 2"};
  for (std::size_t i = 0; i < 3; ++i) {
    run.points[i].step = "load";
    run.points[i].phase = phases[i];
  }
  run.points[0].requests = run.points[2].requests = 0;
  run.points[1].requests = 2500;
  run.points[1].shed = 1600;
  run.points[1].failed = 0;
  run.points[1].recovery_s = 0.25;
  return run;
}

}  // namespace

TEST_CASE("bursts are told with their losses and their recovery, the quiet between is not") {
  RunResult run = burst_run();
  scenarios::conclude_bursts(run);
  REQUIRE(run.findings.size() == 1);
  CHECK(run.findings[0] ==
        "burst 1: at 2.5k/s (250 % of capacity), 64 % refused (1.6k of 2.5k), nothing failed; P99 "
        "of those that ended ok 50 ms; recovered 250 ms after its end.");
}

TEST_CASE("a burst whose recovery was not seen says nothing of it") {
  RunResult run = burst_run();
  run.points[1].recovery_s.reset();
  scenarios::conclude_bursts(run);
  CHECK(run.findings[0].ends_with("P99 of those that ended ok 50 ms."));
}

TEST_CASE("a load is told with its rate, its tail and its losses") {
  RunResult run = burst_run();
  run.points[1].shed = 0;
  run.points[1].latency_ms_p50 = 5;
  run.points[1].cache_hit_ratio = 0.4;
  run.capacity_per_s.reset();
  scenarios::conclude_load(run);
  REQUIRE(run.findings.size() == 1);
  CHECK(run.findings[0] ==
        "burst 1: at 2.5k/s, P99 50 ms and P50 5 ms; nothing was shed, nothing failed; cache hit "
        "ratio 40 %.");
}

TEST_CASE("a P99 never stands without the share that was refused, nor that without the cut part") {
  RunResult run = burst_run();
  Point& point = run.points[1];
  point.latency_ms_p50 = 5;
  point.ok = 860;
  point.failed = 40;
  scenarios::conclude_load(run);
  CHECK(contains(
      run.findings[0],
      "P99 50 ms and P50 5 ms of those that ended ok; 64 % refused (1.6k of 2.5k), 4.44 % of "
      "the accepted failed (40 of 900)"));
  run.findings.clear();
  point.shed = point.failed = 0;
  Point cut = point;
  cut.phase += ", warm-up";
  cut.measured = false;
  cut.requests = 500;
  cut.ok = 470;
  cut.shed = 30;
  run.points.push_back(cut);
  scenarios::conclude_load(run);
  CHECK(contains(run.findings[0], "P50 5 ms of those that ended ok; 1 % refused (30 of 3k)"));
}

TEST_CASE("the harness's own cost is a request's share of a closed second") {
  RunResult run = sweep(&Point::offered_per_s, {{20e6, 20e6}, {100'050, 100'050}});
  run.points[0].step = "closed";
  run.points[1].step = "poisson";
  run.points[1].lag_ms_p50 = 0.0001;
  run.points[1].lag_ms_p99 = 0.01;
  scenarios::conclude_overhead(run);
  REQUIRE(run.findings.size() == 2);
  CHECK(contains(run.findings[0], "costs 50.0 ns"));
  CHECK(contains(run.findings[1], "sent 100 ns late at P50 and 10 \u00b5s at P99"));
  run.findings.clear();
  run.points[0].achieved_per_s.reset();
  scenarios::conclude_overhead(run);
  CHECK(run.findings.size() == 1);  // no number is made up
}

}  // namespace findings_test
