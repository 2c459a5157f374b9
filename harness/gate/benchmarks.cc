#include "harness/gate/benchmarks.h"

#include <algorithm>
#include <set>

#include "harness/significance/looks.h"

namespace harness::gate {
namespace {

using Names = std::set<std::string, std::less<>>;

double middle(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

Names names_of_side(std::span<const BenchmarkRound> rounds, BenchmarkTimes BenchmarkRound::*side) {
  Names names;
  for (const BenchmarkRound& round : rounds) {
    for (const auto& [name, times] : round.*side) {
      if (!times.empty()) names.insert(name);
    }
  }
  return names;
}

std::vector<std::string> without(const Names& names, const Names& others) {
  std::vector<std::string> rest;
  std::set_difference(names.begin(), names.end(), others.begin(), others.end(),
                      std::back_inserter(rest));
  return rest;
}

void fill(Measured& side, const BenchmarkTimes& all, const Names& others) {
  for (const auto& [name, times] : all) {
    if (!times.empty() && others.contains(name)) side.figures[name] = middle(times);
  }
}

std::size_t fewest_repetitions(const BenchmarkTimes& base, const BenchmarkTimes& candidate) {
  std::size_t fewest = 0;
  for (const auto& [name, times] : base) {
    const auto other = candidate.find(name);
    if (other == candidate.end()) continue;
    const std::size_t both = std::min(times.size(), other->second.size());
    fewest = fewest == 0 ? both : std::min(fewest, both);
  }
  return fewest;
}

BenchmarkTimes repetition(const BenchmarkTimes& all, std::size_t i) {
  BenchmarkTimes one;
  for (const auto& [name, times] : all) {
    if (i < times.size()) one[name] = {times[i]};
  }
  return one;
}

}  // namespace

std::vector<Pair> pairs_of_rounds(std::span<const BenchmarkRound> rounds, Unpaired& unpaired) {
  const Names base = names_of_side(rounds, &BenchmarkRound::base);
  const Names candidate = names_of_side(rounds, &BenchmarkRound::candidate);
  unpaired = {.base_only = without(base, candidate), .candidate_only = without(candidate, base)};
  std::vector<Pair> pairs(rounds.size());
  for (std::size_t i = 0; i < rounds.size(); ++i) {
    fill(pairs[i].base, rounds[i].base, candidate);
    fill(pairs[i].candidate, rounds[i].candidate, base);
  }
  return pairs;
}

Plan benchmark_plan(std::span<const Pair> pairs, double tolerance) {
  Names names;
  for (const Pair& pair : pairs) {
    for (const auto& figure : pair.base.figures) names.insert(figure.first);
  }
  Plan plan;
  plan.metrics.clear();
  for (const std::string& name : names) {
    plan.metrics.push_back({.name = name, .label = name, .tolerance = tolerance});
  }
  return plan;
}

std::vector<BenchmarkRound> rounds_of(const BenchmarkTimes& base, const BenchmarkTimes& candidate) {
  std::vector<BenchmarkRound> rounds(fewest_repetitions(base, candidate));
  for (std::size_t i = 0; i < rounds.size(); ++i) {
    rounds[i] = {repetition(base, i), repetition(candidate, i)};
  }
  return rounds;
}

std::size_t fewest_pairs(std::size_t benchmarks) {
  constexpr double one_side = 0.5;  // of alpha: for regressions
  const significance::Looks& looks = significance::default_looks;
  for (std::size_t pairs = 1; pairs < looks.back().pairs; ++pairs) {
    const significance::Looks ended = significance::reached(looks, pairs, true);
    const significance::CriticalLevels levels(ended, std::max<std::size_t>(1, benchmarks),
                                              one_side);
    if (levels.at(ended.size() - 1).back() > 0) return pairs;
  }
  return looks.back().pairs;
}

}  // namespace harness::gate
