// Two programs of micro-benchmarks, compared name by name.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "harness/gate/judge.h"
#include "harness/gate/pair.h"

namespace harness::gate {

/// What one process of a benchmark program measured: the times of each benchmark's repetitions, by
/// its name, in any unit that both programs share.
using BenchmarkTimes = std::map<std::string, std::vector<double>, std::less<>>;

/// A process of each program, run one after the other in random order.
struct BenchmarkRound {
  BenchmarkTimes base, candidate;
};

/// Names that only one of both programs has: nobody can compare them, and they are no failure.
struct Unpaired {
  std::vector<std::string> base_only, candidate_only;
};

/// A pair for each round, a figure for each benchmark: the median of its repetitions, which share a
/// process and so are no independent evidence. Benchmarks that only one program has in any round
/// are left out and named in `unpaired`.
std::vector<Pair> pairs_of_rounds(std::span<const BenchmarkRound> rounds, Unpaired& unpaired);

/// The metrics of all benchmarks that both have, less time being better, within 5 % unless said.
/// More than six share the same alpha, so that 12 pairs are the fewest that can tell of a
/// regression for up to 12 benchmarks, 16 for up to some 260, and 24 beyond.
Plan benchmark_plan(std::span<const Pair> pairs, double tolerance = 0.05);

/// Runs that are there already, such as two JSON files with repetitions: repetition i of the one is
/// paired with repetition i of the other, as rounds that were not interleaved. Their verdict is to
/// be called advisory: what changed between the two runs is in every pair alike.
std::vector<BenchmarkRound> rounds_of(const BenchmarkTimes& base, const BenchmarkTimes& candidate);

/// The fewest pairs with which one of so many benchmarks can be told to have regressed, where there
/// will be no more of them: 10 for 5 benchmarks, as 2^-10 is at most .005 / 5.
std::size_t fewest_pairs(std::size_t benchmarks);

}  // namespace harness::gate
