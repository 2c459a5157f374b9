#include "scenarios/documents/ablation/ablation_metrics.h"

#include <doctest/doctest.h>

#include "scenarios/documents/ablation/ablation_entries.h"
#include "scenarios/documents/loads/trial_loads.h"

namespace ablation_metrics_test {

using harness::result::Point;
using harness::result::RunResult;
using harness::result::StageRow;
using scenarios::trial_figure;

namespace {

StageRow stage(const char* name, double count, double mean_ms) {
  StageRow row;
  row.step = "zipf";
  row.phase = "measured";
  row.stage = name;
  row.count = count;
  row.mean_ms = mean_ms;
  return row;
}

/// A trial of 200 requests after a warm-up that must not count.
RunResult trial() {
  Point warm_up;
  warm_up.step = "zipf";
  warm_up.phase = "warm-up";
  warm_up.measured = false;
  warm_up.achieved_per_s = 1;
  Point point;
  point.step = "zipf";
  point.phase = "measured";
  point.achieved_per_s = 1000;
  point.ok = 190;
  point.failed = 10;
  point.io_operations = 600;
  point.context_switches = 100;
  RunResult result;
  result.points = {warm_up, point};
  result.stages = {stage("key", 200, 0.25), stage("cache_lookup", 200, 0.5), stage("parse", 50, 3)};
  return result;
}

}  // namespace

TEST_CASE("metrics are of the measured phase") {
  CHECK(trial_figure(trial(), "achieved_per_s") == 1000);
  CHECK(trial_figure(trial(), "io_operations_per_request") == 3);
  CHECK(trial_figure(trial(), "context_switches_per_request") == 0.5);
  CHECK(trial_figure(trial(), "parsed_per_request") == 0.25);
  CHECK(trial_figure(trial(), "lookup_ms") == 0.75);
  CHECK(trial_figure(trial(), "parse_ms_mean") == 3);
}

TEST_CASE("a look-up takes its key's time only where the key was made") {
  RunResult known = trial();
  known.stages[0] = stage("key", 50, 0.2);
  CHECK(trial_figure(known, "lookup_ms") == doctest::Approx(0.5 + 0.2 / 4));
  known.stages[0] = stage("key", 0, 0);
  known.stages[0].mean_ms.reset();
  CHECK(trial_figure(known, "lookup_ms") == 0.5);
  known.stages[1].count = 0;
  CHECK_FALSE(trial_figure(known, "lookup_ms"));
}

TEST_CASE("what was not measured is no figure") {
  CHECK_FALSE(trial_figure(trial(), "rss_mib_peak"));
  CHECK_FALSE(trial_figure(trial(), "nonsense"));
  CHECK_FALSE(trial_figure(trial(), "nonsense_ms_mean"));
  CHECK_FALSE(trial_figure(RunResult(), "achieved_per_s"));
}

TEST_CASE("every entry's load and metrics are known") {
  RunResult full = trial();
  Point& point = full.points[1];
  point.latency_ms_p50 = point.latency_ms_p95 = point.latency_ms_p99 = 1;
  point.allocations_per_request = point.rss_mib_peak = point.cache_hit_ratio = 1;
  full.stages.push_back(stage("validate", 1, 1));
  full.stages.push_back(stage("index_and_state", 1, 1));
  const auto check = [&](const scenarios::Measurement& measurement) {
    CHECK(scenarios::find_trial_load(measurement.load) != nullptr);
    for (const auto& claim : measurement.claims) {
      CHECK_MESSAGE(trial_figure(full, claim.metric), claim.metric);
      if (claim.effect) CHECK_MESSAGE(*claim.effect != 0, claim.id);
    }
  };
  for (const auto& entry : scenarios::ablation_entries()) {
    CHECK_FALSE(entry.measurements.empty());
    for (const auto& measurement : entry.measurements) check(measurement);
  }
  for (const auto& measurement : scenarios::together()) check(measurement);
}

}  // namespace ablation_metrics_test
