// Limits on how fast memory grows.
#include <doctest/doctest.h>

#include "harness/objective/objective.h"

namespace growth_objective_test {

using namespace harness::objective;
using namespace harness::result;

namespace {

Objective objective(std::string_view text) {
  return Objective::parse(text, "000.S").value();
}

/// A point with plenty of requests, in a run of its own.
RunResult of_phase(std::string phase) {
  RunResult run;
  Point& point = run.points.emplace_back();
  point.phase = std::move(phase);
  point.latency_ms_p99 = 40;
  point.requests = point.ok = 100'000;
  point.failed = point.shed = 0;
  return run;
}

RunResult grown(double value, std::optional<double> low, std::optional<double> high) {
  RunResult run = of_phase("last third");
  run.estimates.push_back({.name = "memory growth, v2",
                           .value = value,
                           .low = low,
                           .high = high,
                           .unit = "MiB/h",
                           .sentence = {}});
  return run;
}

}  // namespace

TEST_CASE("growth is judged by the whole of its interval") {
  const Objective limit = objective("growth<=5MiB/h");
  CHECK(limit.check(grown(1, -2, 4)).verdict == Verdict::met);
  CHECK(limit.check(grown(7, 5.5, 9)).verdict == Verdict::missed);
  CHECK(limit.check(grown(3, -2, 8)).verdict == Verdict::cant_tell);
  CHECK(limit.check(grown(3, {}, {})).verdict == Verdict::cant_tell);
  CHECK(objective("growth<1GiB/h").check(grown(700, 600, 800)).verdict == Verdict::met);
  const ObjectiveResult result = limit.check(grown(7.25, 5.5, 9));
  CHECK(result.measured == 7.25);
  CHECK(result.sentence == "memory growth, v2 is 7.25 MiB/h (5.5 to 9)");
  CHECK_FALSE(limit.request_limit());
}

TEST_CASE("of several growths the worst decides; none, or an invalid run, decides nothing") {
  const Objective limit = objective("growth<=5MiB/h");
  RunResult both = grown(800, 700, 900);
  both.estimates.push_back({.name = "memory growth, v1",
                            .value = 1,
                            .low = 0,
                            .high = 2,
                            .unit = "MiB/h",
                            .sentence = {}});
  CHECK(limit.check(both).verdict == Verdict::missed);
  CHECK(limit.check(of_phase("steady")).verdict == Verdict::cant_tell);
  CHECK(limit.check(of_phase("steady")).sentence == "growth was not measured");
  RunResult invalid = grown(1, 0, 2);
  invalid.checks.push_back({.name = "CPU was not shared", .state = CheckState::failed});
  CHECK(limit.check(invalid).verdict == Verdict::cant_tell);
  RunResult cut = grown(1, 0, 2);
  cut.cut_short = true;
  CHECK(limit.check(cut).verdict == Verdict::cant_tell);
  RunResult too_short = grown(1, 0, 2);
  too_short.estimates.push_back({.name = "memory growth, v1", .unit = "MiB/h", .sentence = {}});
  CHECK(limit.check(too_short).verdict == Verdict::cant_tell);
  CHECK(limit.check(too_short).sentence == "memory growth, v1 was not measured");
  too_short.estimates.back().sentence = "too short to tell";
  CHECK(limit.check(too_short).sentence == "memory growth, v1 was not measured: too short to tell");
}

}  // namespace growth_objective_test
