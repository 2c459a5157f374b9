#include "harness/gate/calibration.h"

#include <algorithm>
#include <cmath>
#include <thread>
#include <vector>

#include "harness/gate/decision.h"
#include "harness/gate/evidence.h"
#include "harness/gate/judge.h"

namespace harness::gate {
namespace {

/// Pairs until the answer is known.
Decisions run_gate(const Plan& plan, SimulatedPairs& source, Relinked relinked,
                   std::vector<Pair>& pairs) {
  if (relinked == Relinked::once) source.relink();
  Decisions decisions;
  for (const significance::Look& look : plan.looks) {
    while (pairs.size() < look.pairs) {
      if (relinked == Relinked::each_pair) source.relink();
      pairs.push_back(source.next());
    }
    decisions = decide(plan, pairs, false);
    if (decisions.known) break;
  }
  return decisions;
}

bool any(const Decisions& decisions, Kind kind) {
  return std::any_of(decisions.metrics.begin(), decisions.metrics.end(),
                     [&](const Decision& decision) { return decision.kind == kind; });
}

bool covers(const SimulatedCase& simulated, const Decisions& decisions,
            std::span<const Pair> pairs) {
  for (const Decision& decision : decisions.metrics) {
    const Metric& metric = simulated.plan.metrics[decision.metric];
    if (metric.name != simulated.watched) continue;
    const auto evidence = Evidence::of(pairs.first(decision.pairs), metric, 1, {});
    if (!evidence) return false;
    const auto interval = evidence->estimate(simulated.plan.confidence).interval;
    const auto effect = simulated.subject.effects.find(metric.name);
    const double truth = effect == simulated.subject.effects.end() ? 0 : std::log1p(effect->second);
    return interval && interval->low <= truth && truth <= interval->high;
  }
  return false;
}

bool is_confirmed(const SimulatedCase& simulated, const Decisions& first, SimulatedPairs& source) {
  std::vector<Metric> regressed;
  for (const Decision& decision : first.metrics) {
    if (decision.kind == Kind::regressed) {
      regressed.push_back(simulated.plan.metrics[decision.metric]);
    }
  }
  const Plan plan = confirmation_plan(simulated.plan, std::move(regressed));
  std::vector<Pair> fresh;
  return any(run_gate(plan, source, simulated.relinked, fresh), Kind::regressed);
}

void run_one(const SimulatedCase& simulated, std::uint64_t seed, Calibrated& all) {
  SimulatedPairs source(simulated.noise, simulated.subject, seed);
  std::vector<Pair> pairs;
  const Decisions decisions = run_gate(simulated.plan, source, Relinked::never, pairs);
  ++all.gates;
  all.pairs += pairs.size();
  all.covered += covers(simulated, decisions, pairs) ? 1U : 0U;
  all.improved += any(decisions, Kind::improved) ? 1U : 0U;
  if (any(decisions, Kind::regressed)) {
    ++all.alarms;
    if (is_confirmed(simulated, decisions, source)) ++all.confirmed;
  } else if (any(decisions, Kind::inconclusive)) {
    ++all.inconclusive;
  } else {
    ++all.passed;
  }
}

}  // namespace

void Calibrated::add(const Calibrated& other) {
  gates += other.gates;
  alarms += other.alarms;
  confirmed += other.confirmed;
  passed += other.passed;
  inconclusive += other.inconclusive;
  improved += other.improved;
  covered += other.covered;
  pairs += other.pairs;
}

Calibrated calibrate(const SimulatedCase& simulated, std::size_t gates, std::uint64_t seed) {
  const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<Calibrated> parts(threads);
  {
    std::vector<std::jthread> running;
    for (std::size_t part = 0; part < threads; ++part) {
      running.emplace_back([&, part] {
        Calibrated own;  // not beside another thread's
        for (std::size_t gate = part; gate < gates; gate += threads) {
          run_one(simulated, seed + gate, own);
        }
        parts[part] = own;
      });
    }
  }
  Calibrated all;
  for (const Calibrated& part : parts) all.add(part);
  return all;
}

}  // namespace harness::gate
