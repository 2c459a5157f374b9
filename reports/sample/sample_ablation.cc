#include <utility>

#include "reports/sample/sample_run.h"

namespace reports::sample {

using harness::result::Effect;
using harness::result::Figure;
using harness::result::RunResult;

namespace {

Effect sample_effect(const char* against, const char* optimisation, const char* metric,
                     Figure claimed, double measured, double half, const char* verdict) {
  Effect effect;
  effect.against = against;
  effect.optimisation = optimisation;
  effect.metric = metric;
  effect.claimed = claimed;
  effect.claim_id = claimed ? "000.0" : "";
  effect.measured = measured;
  effect.interval_low = measured - half;
  effect.interval_high = measured + half;
  effect.verdict = verdict;
  effect.scale = "ratio";
  effect.load = "each document once";
  effect.rounds = 5;
  return effect;
}

}  // namespace

RunResult sample_ablation() {
  RunResult run;
  run.scenario = "sample-ablation";
  run.question = "What is each optimisation that is claimed worth?";
  run.view = {};
  run.form = "default";
  run.started_utc = "2026-03-01T12:00:00Z";
  run.command = "./prony run sample-ablation";
  const char* const speed = "achieved_per_s";
  run.effects = {
      sample_effect("v1", "v1 against itself", speed, {}, 0.01, 0.04, "control"),
      sample_effect("v2 over v1", "all of v2", speed, 0.6, 5.4, 0.7, "holds"),
      sample_effect("v2 over v1", "all of v2", "latency_ms_p99", -0.4, -0.7, 0.1, "holds"),
      sample_effect("v1", "xxh3 keys, not MD5", "lookup_ms", -0.1, -0.31, 0.04, "holds"),
      sample_effect("v1", "xxh3 keys, not MD5", speed, {}, 0.01, 0.03, "measured"),
      sample_effect("v1", "parser is reused", speed, 0.2, 0.06, 0.03, "smaller"),
      sample_effect("v1", "state updates are gathered", speed, 0.3, -0.1, 0.05, "opposite"),
      sample_effect("v2", "parser is reused", speed, 0.2, 0.01, 0.02, "none")};
  for (const auto& [rung, factor] :
       {std::pair{"xxh3 keys, not MD5", 1.05}, {"parser is reused", 1.8}, {"all of v2", 6.4}}) {
    run.effects.push_back(
        sample_effect("ladder", rung, speed, {}, factor - 1, factor / 10, "measured"));
    run.effects.push_back(sample_effect("ladder", rung, "latency_ms_p99", {}, 1 / factor - 1,
                                        0.1 / factor, "measured"));
  }
  run.duration_s = 600;
  run.findings = {"Of 4 claims 1 holds, 1 is smaller, 1 is nothing and 1 is the opposite."};
  return run;
}

}  // namespace reports::sample
