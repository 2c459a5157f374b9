#include "harness/significance/label_swaps.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace harness::significance {
namespace {

using record::Histogram;
using record::SparseHistogram;

constexpr double grid_step = 0.001;  // of the logarithm: about a bucket

/// Walks up a histogram: how many values lie at or below a latency, those of a bucket evenly
/// spread.
class Climb {
 public:
  explicit Climb(const SparseHistogram& histogram) : left_(histogram.buckets()) {}

  /// Precondition: not below the latency of the call before.
  double count_to(double nanoseconds) {
    while (!left_.empty() && top(left_.front()) <= nanoseconds) {
      below_ += static_cast<double>(left_.front().count);
      left_ = left_.subspan(1);
    }
    if (left_.empty()) return below_;
    const double bottom = static_cast<double>(Histogram::lowest_in(left_.front().bucket));
    if (nanoseconds <= bottom) return below_;
    const double share = (nanoseconds - bottom) / (top(left_.front()) - bottom);
    return below_ + share * static_cast<double>(left_.front().count);
  }

  static double top(const SparseHistogram::Bucket& bucket) {
    return static_cast<double>(Histogram::highest_in(bucket.bucket)) + 1;
  }

 private:
  std::span<const SparseHistogram::Bucket> left_;
  double below_ = 0;
};

struct Reach {
  double lowest = std::numeric_limits<double>::max(), highest = 0;

  /// The bucket that holds the quantile, in the logarithm.
  void add(const SparseHistogram& histogram, double fraction, double margin) {
    const double wanted = fraction * static_cast<double>(histogram.count());
    double below = 0;
    for (const SparseHistogram::Bucket& bucket : histogram.buckets()) {
      below += static_cast<double>(bucket.count);
      if (below < wanted) continue;
      const auto bottom = static_cast<double>(Histogram::lowest_in(bucket.bucket));
      lowest = std::min(lowest, std::log(std::max(bottom, 0.5)) - margin);
      highest = std::max(highest, std::log(Climb::top(bucket)) - margin);
      return;
    }
  }
};

/// The sums over pairs of the smaller and of the larger count of both sides: no swaps lead beyond.
struct Bounds {
  explicit Bounds(const SideCounts& counts) {
    for (std::size_t i = 0; i < counts.base.size(); ++i) {
      least += std::min(counts.base[i], counts.candidate[i]);
      most += std::max(counts.base[i], counts.candidate[i]);
    }
  }

  double least = 0, most = 0;
};

/// All histograms, climbed together.
class CommonClimb {
 public:
  CommonClimb(std::span<const LatencyPair> pairs, double margin) : factor_(std::exp(margin)) {
    for (const LatencyPair& pair : pairs) {
      bases_.emplace_back(pair.base);
      candidates_.emplace_back(pair.candidate);
    }
  }

  /// How many lie at or below the latency, the candidate's less the margin.
  SideCounts counts_to(double log_latency) {
    const double latency = std::exp(log_latency);
    SideCounts counts;
    for (Climb& base : bases_) counts.base.push_back(base.count_to(latency));
    for (Climb& candidate : candidates_) {
      counts.candidate.push_back(candidate.count_to(latency * factor_));
    }
    return counts;
  }

 private:
  double factor_;
  std::vector<Climb> bases_, candidates_;
};

SideCounts all_counts(std::span<const LatencyPair> pairs) {
  SideCounts counts;
  for (const LatencyPair& pair : pairs) {
    counts.base.push_back(static_cast<double>(pair.base.count()));
    counts.candidate.push_back(static_cast<double>(pair.candidate.count()));
  }
  return counts;
}

}  // namespace

LabelSwaps::LabelSwaps(std::span<const LatencyPair> pairs, double fraction, double margin)
    : fraction_(fraction),
      pairs_(pairs.size()),
      groups_((pairs.size() + group_pairs - 1) / group_pairs) {
  Reach reach;
  for (const LatencyPair& pair : pairs) {
    reach.add(pair.base, fraction, 0);
    reach.add(pair.candidate, fraction, margin);
  }
  const SideCounts all = all_counts(pairs);
  const Bounds of_all(all);
  CommonClimb climb(pairs, margin);
  double log = reach.lowest - grid_step;
  SideCounts below = climb.counts_to(log);
  bool enough = false;  // the quantile is reached whatever is swapped
  while (!enough && log <= reach.highest) {
    log += grid_step;
    SideCounts counts = climb.counts_to(log);
    const Bounds bounds(counts);
    if (points_ == 0 && bounds.most >= fraction * of_all.least) {
      first_ = log - grid_step;
      add(below);
    }
    if (points_ > 0) add(counts);
    enough = points_ > 0 && bounds.least >= fraction * of_all.most;
    below = std::move(counts);
  }
  add(all);
  --points_;
}

void LabelSwaps::add(const SideCounts& counts) {
  ++points_;
  for (std::size_t first = 0; first < pairs_; first += group_pairs) {
    const std::size_t in_group = std::min(group_pairs, pairs_ - first);
    std::array<double, group_sums> sums{};
    for (std::size_t i = 0; i < in_group; ++i) sums[0] += counts.base[first + i];
    for (std::size_t swaps = 1; swaps < std::size_t{1} << in_group; ++swaps) {
      const std::size_t pair = first + static_cast<std::size_t>(std::countr_zero(swaps));
      sums[swaps] = sums[swaps & (swaps - 1)] + counts.candidate[pair] - counts.base[pair];
    }
    sums_.insert(sums_.end(), sums.begin(), sums.end());
  }
}

double LabelSwaps::sum(std::size_t row, std::uint64_t swapped) const {
  const double* group = sums_.data() + row * groups_ * group_sums;
  double all = 0;
  for (std::size_t i = 0; i < groups_; ++i, group += group_sums, swapped >>= group_pairs) {
    all += group[swapped % group_sums];
  }
  return all;
}

double LabelSwaps::log_quantile(std::uint64_t swapped) const {
  const double wanted = fraction_ * sum(points_, swapped);
  std::size_t below = 0, enough = points_ - 1;  // the quantile lies above the one, within the other
  double count_below = sum(below, swapped), count_enough = sum(enough, swapped);
  while (enough - below > 1) {
    const std::size_t middle = std::midpoint(below, enough);
    const double count = sum(middle, swapped);
    if (count < wanted) {
      below = middle;
      count_below = count;
    } else {
      enough = middle;
      count_enough = count;
    }
  }
  const double rise = count_enough - count_below;
  const double share = rise > 0 ? std::clamp((wanted - count_below) / rise, 0.0, 1.0) : 1;
  return first_ + grid_step * (static_cast<double>(below) + share);
}

double LabelSwaps::log_ratio(std::uint64_t swapped) const {
  const std::uint64_t all = ~std::uint64_t{0} >> (64 - pairs_);
  return log_quantile(~swapped & all) - log_quantile(swapped & all);
}

}  // namespace harness::significance
