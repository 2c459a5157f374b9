#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "scenarios/general/findings.h"

namespace sweep_findings_test {

using harness::result::Estimated;
using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;

namespace {

/// A setting, the throughput that it came to, and its P99; each known to so much of itself.
struct Tried {
  double setting = 0;
  Figure per_s;
  double p99_ms = 50;
};

RunResult sweep(Figure Point::*setting, const std::vector<Tried>& all, double known_to = 0.01) {
  RunResult run;
  for (const Tried& tried : all) {
    Point point;
    point.step = "step " + std::to_string(run.points.size());
    point.phase = "measured";
    point.requests = 100;
    point.*setting = tried.setting;
    point.achieved_per_s = tried.per_s;
    point.latency_ms_p99 = tried.p99_ms;
    if (known_to > 0 && tried.per_s) {
      point.achieved_per_s_low = *tried.per_s * (1 - known_to);
      point.achieved_per_s_high = *tried.per_s * (1 + known_to);
      point.latency_ms_p99_low = tried.p99_ms * (1 - known_to);
      point.latency_ms_p99_high = tried.p99_ms * (1 + known_to);
    }
    run.points.push_back(point);
  }
  return run;
}

std::vector<std::string> batches(const std::vector<Tried>& all, double known_to = 0.01) {
  RunResult run = sweep(&Point::batch_size, all, known_to);
  scenarios::conclude_batch_sweep(run);
  return run.findings;
}

const Estimated* find(const RunResult& run, const std::string& name) {
  for (const Estimated& estimate : run.estimates) {
    if (estimate.name == name) return &estimate;
  }
  return nullptr;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the batch to use is near the best throughput at a lower P99, and the reason is given") {
  const auto findings = batches({{1, 100, 5}, {50, 985, 20}, {100, 1000, 60}}, 0.002);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0] == "Use batch 50: within 2 % of the best throughput at a third of the P99.");
  CHECK(findings[1] == "The fastest, batch 100, has 10x the throughput of batch 1.");
}

TEST_CASE("settings that the intervals don't tell apart are named") {
  const auto findings = batches({{1, 100, 5}, {50, 985, 50}, {100, 1000, 51}}, 0.05);
  CHECK(contains(findings[0], "Use batch 50"));
  CHECK(contains(findings[0], "can't tell 50 from 100 apart"));
}

TEST_CASE("without intervals only what was fastest is told, and what is missing") {
  const auto findings = batches({{1, 100}, {10, 400}}, 0);
  CHECK(contains(findings[0], "batch 10 was the fastest with 400/s"));
  CHECK(contains(findings[0], "measure longer"));
}

TEST_CASE("where the first batch is the fastest there is no factor, and none against nothing") {
  CHECK(batches({{1, 400}, {10, 100}}).size() == 1);
  CHECK(batches({{1, {}}, {10, 100}}).size() == 1);
  CHECK(batches({{1, {}}, {10, {}}}).empty());
  CHECK(batches({}).empty());
}

TEST_CASE("what was not measured, or saw no request, is not judged") {
  RunResult run = sweep(&Point::batch_size, {{1, 100}, {10, 400}, {50, 9000}, {100, 9000}});
  run.points[2].measured = false;
  run.points[3].requests = 0;
  scenarios::conclude_batch_sweep(run);
  CHECK(run.findings[0].starts_with("Use batch 10"));
}

TEST_CASE("speed-up is against one worker, efficiency the speed-up a worker") {
  RunResult run = sweep(&Point::workers, {{1, 100}, {2, 180}, {4, 200}, {8, 205}});
  scenarios::conclude_worker_sweep(run);
  const double speedups[] = {1, 1.8, 2, 2.05}, efficiencies[] = {1, 0.9, 0.5, 0.25625};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(*run.points[i].speedup == doctest::Approx(speedups[i]));
    CHECK(*run.points[i].efficiency == doctest::Approx(efficiencies[i]));
  }
  CHECK(run.findings[0].starts_with("Use 4 workers"));
  CHECK(contains(run.findings.back(), "The fastest, 8 workers, has 2.05x the speed of one"));
}

TEST_CASE("a sweep that began with two workers counts from half of theirs") {
  RunResult run = sweep(&Point::workers, {{2, 180}, {4, 270}});
  scenarios::conclude_worker_sweep(run);
  CHECK(*run.points[0].speedup == doctest::Approx(2));
  CHECK(*run.points[1].speedup == doctest::Approx(3));
  CHECK(*run.points[1].efficiency == doctest::Approx(0.75));
  CHECK(run.estimates.empty());  // two points are no law
}

TEST_CASE("the law of scalability is found again from points that follow it") {
  const auto law = [](double n) { return 1000 * n / (1 + 0.1 * (n - 1) + 0.01 * n * (n - 1)); };
  RunResult run = sweep(&Point::workers,
                        {{1, law(1)}, {2, law(2)}, {4, law(4)}, {8, law(8)}, {16, law(16)}}, 0.001);
  scenarios::conclude_worker_sweep(run);
  REQUIRE(find(run, "contention") != nullptr);
  CHECK(*find(run, "contention")->value == doctest::Approx(0.1).epsilon(0.001));
  CHECK(*find(run, "coherency")->value == doctest::Approx(0.01).epsilon(0.001));
  CHECK(*find(run, "throughput of one worker")->value == doctest::Approx(1000).epsilon(0.001));
  REQUIRE(find(run, "peak workers") != nullptr);
  CHECK(*find(run, "peak workers")->value == doctest::Approx(std::sqrt(90.0)).epsilon(0.01));
  CHECK(find(run, "contention")->low <= 0.1);
  CHECK(find(run, "contention")->high >= 0.1);
}

TEST_CASE("without a first throughput there is no speed-up") {
  for (const Figure& first : {Figure{}, Figure{0}}) {
    RunResult run = sweep(&Point::workers, {{1, first}, {2, 180}});
    scenarios::conclude_worker_sweep(run);
    CHECK_FALSE(run.points[1].speedup);
    CHECK(run.findings.empty());
  }
}

TEST_CASE("points that follow no law of scalability get no coefficients") {
  RunResult run =
      sweep(&Point::workers, {{1, 1000}, {2, 400}, {4, 3000}, {8, 500}, {16, 2500}}, 0.001);
  scenarios::conclude_worker_sweep(run);
  CHECK(run.estimates.empty());
  CHECK(contains(run.findings[1], "the law does not fit"));
}

}  // namespace sweep_findings_test
