// Simulated pairs of processes whose true effects are known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>

#include "harness/gate/pair.h"
#include "harness/gate/plan.h"

namespace harness::gate {

/// What disturbs simulated pairs. All sizes are of the logarithm: 0.02 is 2 %.
struct SimulatedNoise {
  std::string name;
  double process = 0.01;      // deviation of a process from its program, in all figures alike
  double figure = 0.01;       // of each figure for itself; of the latency's tail twice as much
  double drift = 0.1;         // of the machine over 24 pairs, the same for both sides
  double hit = 0;             // how many pairs a neighbour hits on one side more than the other
  double hit_size = 0.1;      // by how much on average (exponential)
  double restless = 0;        // how many gates find the machine restless throughout
  double restless_times = 1;  // by what all deviations are then multiplied
  double layout = 0;          // deviation of a program's memory layout, kept until it is relinked
};

/// Nothing else to do: log ratios of pairs scatter by 2 %.
SimulatedNoise quiet_machine();
/// A neighbour comes and goes: they scatter by 3.5 %, and of ten pairs one is hit on one side.
SimulatedNoise busy_machine();
/// What the figures measured with two live processes in turns imply (ten pairs, alpha .01: false
/// alarms .004, power .83 at 5 % and .92 at 10 %; this gives .001, .83 and .91): a scatter of 2.6
/// %, and one gate in ten on a machine where it is 18 %.
SimulatedNoise measured_machine();
/// So noisy that no margin helps and hardly anything is found: what the exact tests promise holds.
SimulatedNoise wild_machine();

/// A candidate that differs from its base by known shares.
struct SimulatedSubject {
  /// By the metric's name in simulated_plan(): 0.05 is a factor of 1.05 for the worse. That of
  /// "p99" moves the slowest 3 % of the requests only.
  std::map<std::string, double, std::less<>> effects = {};
  /// Of each process, for its latencies; 0: none. Only the slowest 7 % have a latency of their own,
  /// the others the median: quantiles up to P90 are not to be read from it.
  std::size_t requests = 5000;
};

/// Throughput, CPU time a request, P50, P95 and peak memory as figures, P99 from latencies that are
/// lognormal with a deviation of 0.5. The metrics are otherwise the default ones, and half as many
/// swaps are drawn.
Plan simulated_plan();

/// A program against another.
class SimulatedPairs {
 public:
  /// The seed makes everything, the layouts of both programs included.
  SimulatedPairs(const SimulatedNoise& noise, const SimulatedSubject& subject, std::uint64_t seed);

  /// The next pair of processes.
  Pair next();

  /// Links both programs anew, so that their layouts are others.
  void relink();

 private:
  Measured process(double level, bool candidate);
  record::SparseHistogram latencies(double level, double tail_effect);
  double normal_above(double from);
  double effect(const std::string& metric, bool candidate) const;
  double normal(double deviation) { return deviation * normal_(random_); }

  SimulatedNoise noise_;
  SimulatedSubject subject_;
  std::mt19937_64 random_;
  std::normal_distribution<double> normal_;
  double machine_ = 0;  // where the drift has come to
  double base_layout_ = 0, candidate_layout_ = 0;
};

}  // namespace harness::gate
