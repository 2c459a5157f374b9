#include "harness/gate/label_swaps.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace harness::gate {
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
  double least = 0, most = 0;

  void add(double one, double other) {
    least += std::min(one, other);
    most += std::max(one, other);
  }
};

}  // namespace

LabelSwaps::LabelSwaps(std::span<const LatencyPair> pairs, double fraction, double margin)
    : fraction_(fraction),
      pairs_(pairs.size()),
      groups_((pairs.size() + group_pairs - 1) / group_pairs) {
  Reach reach;
  Row all;
  Bounds of_all;
  std::vector<Climb> bases, candidates;
  for (const LatencyPair& pair : pairs) {
    reach.add(pair.base, fraction, 0);
    reach.add(pair.candidate, fraction, margin);
    bases.emplace_back(pair.base);
    candidates.emplace_back(pair.candidate);
    all.base.push_back(static_cast<double>(pair.base.count()));
    all.candidate.push_back(static_cast<double>(pair.candidate.count()));
    of_all.add(all.base.back(), all.candidate.back());
  }
  const double factor = std::exp(margin);
  Row row = all, before = all;
  for (double log = reach.lowest - grid_step;; log += grid_step) {
    const double latency = std::exp(log);
    Bounds bounds;
    for (std::size_t i = 0; i < pairs_; ++i) {
      row.base[i] = bases[i].count_to(latency);
      row.candidate[i] = candidates[i].count_to(latency * factor);
      bounds.add(row.base[i], row.candidate[i]);
    }
    if (points_ == 0 && bounds.most >= fraction * of_all.least && log >= reach.lowest) {
      first_ = log - grid_step;
      add(before);
    }
    if (points_ > 0) add(row);
    if (points_ > 0 && (bounds.least >= fraction * of_all.most || log > reach.highest)) break;
    std::swap(row, before);
  }
  add(all);
  --points_;
}

void LabelSwaps::add(const Row& row) {
  ++points_;
  for (std::size_t first = 0; first < pairs_; first += group_pairs) {
    const std::size_t in_group = std::min(group_pairs, pairs_ - first);
    std::array<double, group_sums> sums{};
    for (std::size_t i = 0; i < in_group; ++i) sums[0] += row.base[first + i];
    for (std::size_t swaps = 1; swaps < std::size_t{1} << in_group; ++swaps) {
      const std::size_t pair = first + static_cast<std::size_t>(std::countr_zero(swaps));
      sums[swaps] = sums[swaps & (swaps - 1)] + row.candidate[pair] - row.base[pair];
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

}  // namespace harness::gate
