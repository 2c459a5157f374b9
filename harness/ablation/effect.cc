#include "harness/ablation/effect.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "harness/stats/scatter.h"

namespace harness::ablation {
namespace {

using stats::Estimate;
using stats::Interval;

constexpr double confidence = 0.95;
constexpr std::size_t fewest_pairs = 3;
constexpr std::size_t fewest_ranked = 8;  // below, Wilcoxon's interval is hardly ever the narrower

std::vector<double> differences(Scale scale, std::span<const Pair> pairs) {
  std::vector<double> all;
  for (const Pair& pair : pairs) {
    double one = pair.with;
    if (scale == Scale::difference) one -= pair.without;
    if (scale == Scale::ratio) {
      if (!(pair.with > 0) || !(pair.without > 0)) continue;
      one = std::log(pair.with) - std::log(pair.without);
    }
    if (std::isfinite(one)) all.push_back(one);
  }
  return all;
}

Estimate students(const std::vector<double>& all) {
  const auto n = static_cast<double>(all.size());
  Estimate estimate{.value = 0, .interval = {}, .effective = n};
  for (const double one : all) estimate.value += one / n;
  if (all.size() < fewest_pairs) return estimate;
  double squares = 0;
  for (const double one : all) squares += (one - estimate.value) * (one - estimate.value);
  const double half = stats::students_factor(confidence, n - 1) * std::sqrt(squares / (n - 1) / n);
  estimate.interval = Interval{estimate.value - half, estimate.value + half};
  return estimate;
}

/// The largest k with P(W <= k) at most half of what the confidence leaves, where W is the sum of
/// those ranks 1 to n that fall to one side, each by the toss of a coin.
std::size_t critical_rank_sum(std::size_t n) {
  std::vector<double> chance(n * (n + 1) / 2 + 1, 0.0);
  chance[0] = 1;
  for (std::size_t rank = 1; rank <= n; ++rank) {
    for (std::size_t sum = chance.size(); sum-- > 0;) {
      chance[sum] = (chance[sum] + (sum >= rank ? chance[sum - rank] : 0)) / 2;
    }
  }
  double below = chance[0];
  std::size_t k = 0;
  while (below + chance[k + 1] <= (1 - confidence) / 2) below += chance[++k];
  return k;
}

Estimate ranked(const std::vector<double>& all) {
  std::vector<double> averages;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i; j < all.size(); ++j) averages.push_back((all[i] + all[j]) / 2);
  }
  std::sort(averages.begin(), averages.end());
  const std::size_t m = averages.size();
  const std::size_t k = critical_rank_sum(all.size());
  return {.value = (averages[(m - 1) / 2] + averages[m / 2]) / 2,
          .interval = Interval{averages[k], averages[m - 1 - k]},
          .effective = static_cast<double>(all.size())};
}

}  // namespace

Estimate effect_of(Scale scale, std::span<const Pair> pairs) {
  const std::vector<double> all = differences(scale, pairs);
  if (all.empty()) return {};
  Estimate estimate = all.size() < fewest_ranked ? students(all) : ranked(all);
  if (scale != Scale::ratio) return estimate;
  estimate.value = std::expm1(estimate.value);
  if (estimate.interval) {
    estimate.interval =
        Interval{std::expm1(estimate.interval->low), std::expm1(estimate.interval->high)};
  }
  return estimate;
}

double reach(Scale scale, const Estimate& effect) {
  const double half = (effect.interval->high - effect.interval->low) / 2;
  return scale == Scale::ratio ? half / (1 + effect.value) : half;
}

}  // namespace harness::ablation
