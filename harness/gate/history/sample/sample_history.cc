#include "harness/gate/history/sample/sample_history.h"

#include <fmt/format.h>

#include <cmath>
#include <random>

namespace harness::gate::history::sample {

std::vector<PlacedGate> simulated_gates(std::size_t gates, std::size_t change_at, double factor) {
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal(0, 0.01);
  std::vector<PlacedGate> all;
  for (std::size_t i = 0; i < gates; ++i) {
    GateResult gate;
    gate.started_utc = fmt::format("2026-{:02}-{:02}T12:00:00Z", 1 + i / 28, 1 + i % 28);
    gate.base = {.asked = "v0.1.0", .commit = "5dbf763", .build = "simulated", .hash = "9f86d08"};
    gate.candidate.commit = fmt::format("c{:06}", i + 1);
    gate.scenario = "steady";
    gate.subject = "documents";
    gate.engine = "v2";
    gate.environment = {{"cpu", "simulated"}, {"cores", "4"}};
    gate.plan.metrics = {
        {.name = "throughput_per_s", .label = "Throughput", .better = Better::more},
        {.name = "p50", .label = "P50 latency", .quantile = 0.5}};
    for (const Metric& metric : gate.plan.metrics) {
      const double ratio =
          std::exp(normal(random)) * (metric.name == "p50" && i >= change_at ? factor : 1);
      gate.verdict.metrics.push_back({.metric = metric,
                                      .kind = Kind::same,
                                      .ratio = ratio,
                                      .interval = stats::Interval{ratio * 0.98, ratio * 1.02}});
    }
    gate.verdict.outcome = Outcome::passed;
    all.push_back({fmt::format("gates/{}", i + 1), std::move(gate)});
  }
  return all;
}

}  // namespace harness::gate::history::sample
