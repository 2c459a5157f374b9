#include "harness/gate/files/sample/sample_gates.h"

#include <fmt/format.h>

#include <cmath>
#include <random>

#include "harness/gate/benchmarks.h"
#include "harness/gate/judge.h"

namespace harness::gate::sample {
namespace {

/// As the live gate names its figures.
void name_figures(Pair& pair) {
  for (Measured* side : {&pair.base, &pair.candidate}) {
    for (const char* name : {"p50", "p95"}) {
      side->figures[fmt::format("latency_ms_{}", name)] = side->figures[name] / 1e6;
      side->figures.erase(name);
    }
    side->figures["allocations_per_request"] = 42;
    side->figures["cache_hit_ratio"] = 0.875;
    side->figures["io_operations_per_request"] = 3.25;
  }
}

Plan plan_of_figures() {
  Plan plan = simulated_plan();
  for (Metric& metric : plan.metrics) {
    if (metric.name == "p50" || metric.name == "p95") metric.name = "latency_ms_" + metric.name;
  }
  for (const Metric& metric : default_metrics()) {
    if (metric.name == "allocations_per_request" || metric.name == "cache_hit_ratio" ||
        metric.name == "io_operations_per_request") {
      plan.metrics.push_back(metric);
    }
  }
  return plan;
}

/// Measures until nothing more is wanted.
template <class Next>
GateVerdict judged(const Plan& plan, std::vector<Pair>& pairs, const Next& next) {
  while (true) {
    GateVerdict verdict = judge(plan, pairs);
    if (!verdict.wanted_pairs) return verdict;
    while (pairs.size() < *verdict.wanted_pairs) pairs.push_back(next());
  }
}

void describe(GateResult& gate) {
  gate.started_utc = "2026-03-01T12:00:00Z";
  gate.duration_s = 312.4;
  gate.command = "./prony gate --base v0.1.0 --scenario steady";
  gate.base = {"v0.1.0",        "build/gate/base/prony",    "0.1.0",
               "5dbf763b1c9d9", "Release, simulated 1.0.0", "9f86d081884c7d65"};
  gate.candidate = {"",
                    "build/gate/cand/prony",
                    "0.1.0",
                    "a5f5bf4aa21c0, with changes",
                    "Release, simulated 1.0.0",
                    "60303ae22b998861"};
  gate.parameters = {{"slice", "5 ms"}, {"seed", "1"}, {"rate", "60 % of the capacity"}};
  gate.environment = {{"processor", "simulated, 4 cores"}, {"kernel", "simulated"}};
}

}  // namespace

GateResult simulated_gate(const SimulatedNoise& noise, const SimulatedSubject& subject,
                          std::uint64_t seed) {
  GateResult gate;
  describe(gate);
  gate.subject = "documents";
  gate.items = "documents";
  gate.scenario = "steady";
  gate.engine = "v2";
  gate.plan = plan_of_figures();
  SimulatedPairs pairs(noise, subject, seed);
  const auto next = [&] {
    Pair pair = pairs.next();
    name_figures(pair);
    return pair;
  };
  gate.verdict = judged(gate.plan, gate.pairs, next);
  if (gate.verdict.confirmation != Confirmation::awaited) return gate;
  gate.fresh_plan = confirmation_plan(gate.plan, regressed(gate.verdict));
  const GateVerdict fresh = judged(gate.fresh_plan, gate.fresh_pairs, [&] {
    pairs.relink();
    return next();
  });
  gate.verdict = confirm(gate.verdict, fresh, true);
  return gate;
}

GateResult passed_gate() {
  return simulated_gate(quiet_machine(), {}, 1);
}

GateResult failed_gate() {
  GateResult gate = simulated_gate(
      quiet_machine(), {.effects = {{"p50", 0.06}, {"p99", 0.2}, {"throughput_per_s", 0.03}}}, 2);
  gate.objectives = {{.objective = "p99<=500ms",
                      .source = "--objective",
                      .verdict = harness::result::Verdict::met,
                      .measured = 4.1,
                      .sentence = "4.1 ms (3.9 to 4.3 ms)"}};
  gate.warnings = {"the machine is virtual, so that its neighbours may take its time"};
  return gate;
}

GateResult inconclusive_gate() {
  return simulated_gate(wild_machine(), {}, 3);
}

GateResult invalid_gate() {
  GateResult gate;
  describe(gate);
  gate.scenario = "steady";
  gate.verdict = invalid("the base crashed (signal 11) before its first request");
  return gate;
}

GateResult benchmarks_gate(std::size_t benchmarks, std::uint64_t seed) {
  GateResult gate;
  describe(gate);
  gate.command = "./prony gate --base old_bench --candidate new_bench";
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal(0, 0.01);
  const auto next = [&] {
    Pair pair;
    for (std::size_t i = 0; i < benchmarks; ++i) {
      const std::string name = fmt::format("BM_Sample/{}", i + 1);
      const double base = 10 * static_cast<double>(i + 1);
      pair.base.figures[name] = base * std::exp(normal(random));
      pair.candidate.figures[name] = base * std::exp(normal(random)) * ((i + 1) % 50 ? 1 : 1.2);
    }
    return pair;
  };
  gate.pairs.push_back(next());
  gate.plan = benchmark_plan(gate.pairs);
  gate.verdict = judged(gate.plan, gate.pairs, next);
  return gate;
}

std::string hostile_text() {
  return "</script><b onmouseover=\"x\">&'|`#@x\\ "
         "]]>%0A::error::\r\n\",;!$^_*[a](http://b)\x01\xff";
}

GateResult hostile_gate() {
  const std::string text = hostile_text();
  GateResult gate = failed_gate();
  for (std::string* one : {&gate.started_utc, &gate.command, &gate.subject, &gate.items,
                           &gate.scenario, &gate.engine, &gate.verdict.sentence, &gate.advisory}) {
    *one = text;
  }
  gate.advisory.clear();
  gate.base = gate.candidate = {text, text, text, text, text, text};
  for (auto* list : {&gate.parameters, &gate.environment}) list->emplace_back(text, text);
  gate.warnings.push_back(text);
  gate.objectives.push_back({text, text, text, text, {}, 1, text});
  for (Verdict& verdict : gate.verdict.metrics) {
    verdict.metric.label = text;
    verdict.sentence = text;
  }
  for (Metric& metric : gate.plan.metrics) metric.label = text;
  for (Pair& pair : gate.pairs) pair.base.figures[text] = 1;
  return gate;
}

}  // namespace harness::gate::sample
