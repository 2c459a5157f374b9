#include "harness/significance/signed_rank.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace harness::significance {
namespace {

/// Ranks are doubled, so that the middle of two neighbours is a whole number.
struct DoubledRanks {
  std::vector<std::size_t> ranks;  // of those that are not zero
  std::size_t above = 0;           // the sum of those of positive differences
};

DoubledRanks doubled_ranks(std::span<const double> differences, double margin) {
  std::vector<double> shifted;
  shifted.reserve(differences.size());
  for (const double difference : differences) shifted.push_back(difference - margin);
  std::sort(shifted.begin(), shifted.end(),
            [](double a, double b) { return std::fabs(a) < std::fabs(b); });
  DoubledRanks all;
  for (std::size_t first = 0, end = 0; first < shifted.size(); first = end) {
    while (end < shifted.size() && std::fabs(shifted[end]) - std::fabs(shifted[first]) <= tie) {
      ++end;
    }
    if (std::fabs(shifted[first]) <= tie) continue;
    const std::size_t rank = first + 1 + end;
    for (std::size_t i = first; i < end; ++i) {
      all.ranks.push_back(rank);
      if (shifted[i] > 0) all.above += rank;
    }
  }
  return all;
}

/// The chance of each sum of those of the ranks that a fair coin picks.
std::vector<double> sum_law(std::span<const std::size_t> ranks) {
  std::vector<double> law{1};
  for (const std::size_t rank : ranks) {
    law.resize(law.size() + rank, 0);
    for (std::size_t sum = law.size(); sum-- > 0;) {
      law[sum] = (law[sum] + (sum >= rank ? law[sum - rank] : 0)) / 2;
    }
  }
  return law;
}

/// The largest sum that together with all smaller ones has at most this chance.
std::optional<std::size_t> critical_sum(std::span<const double> law, double chance) {
  std::optional<std::size_t> critical;
  double below = 0;
  for (std::size_t sum = 0; sum < law.size(); ++sum) {
    below += law[sum];
    if (below > chance) break;
    critical = sum;
  }
  return critical;
}

std::vector<double> averages_of_two(std::span<const double> values) {
  std::vector<double> averages;
  averages.reserve(values.size() * (values.size() + 1) / 2);
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = i; j < values.size(); ++j) averages.push_back((values[i] + values[j]) / 2);
  }
  std::sort(averages.begin(), averages.end());
  return averages;
}

}  // namespace

double p_above(std::span<const double> differences, double margin) {
  const DoubledRanks all = doubled_ranks(differences, margin);
  const std::vector<double> law = sum_law(all.ranks);
  double p = 0;
  for (std::size_t sum = law.size(); sum-- > all.above;) p += law[sum];
  return std::min(p, 1.0);
}

double p_below(std::span<const double> differences, double margin) {
  std::vector<double> mirrored(differences.begin(), differences.end());
  for (double& difference : mirrored) difference = -difference;
  return p_above(mirrored, -margin);
}

std::vector<double> rank_sum_law(std::size_t n) {
  std::vector<std::size_t> ranks(n);
  for (std::size_t i = 0; i < n; ++i) ranks[i] = i + 1;
  return sum_law(ranks);
}

double attainable_level(std::size_t n, double limit) {
  const std::vector<double> law = rank_sum_law(n);
  double level = 0;
  for (const double chance : law) {
    if (level + chance > limit) break;
    level += chance;
  }
  return level;
}

stats::Estimate hodges_lehmann(std::span<const double> differences, double confidence) {
  const std::vector<double> averages = averages_of_two(differences);
  const std::size_t m = averages.size();
  stats::Estimate estimate{.value = (averages[(m - 1) / 2] + averages[m / 2]) / 2,
                           .interval = {},
                           .effective = static_cast<double>(differences.size())};
  const std::vector<double> law = rank_sum_law(differences.size());
  if (const auto k = critical_sum(law, (1 - confidence) / 2)) {
    estimate.interval = stats::Interval{averages[*k], averages[m - 1 - *k]};
  }
  return estimate;
}

}  // namespace harness::significance
