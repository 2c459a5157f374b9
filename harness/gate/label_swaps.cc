#include "harness/gate/label_swaps.h"

#include <algorithm>
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

}  // namespace

LabelSwaps::LabelSwaps(std::span<const LatencyPair> pairs, double fraction, double margin)
    : fraction_(fraction), pairs_(pairs.size()) {
  Reach reach;
  for (const LatencyPair& pair : pairs) {
    reach.add(pair.base, fraction, 0);
    reach.add(pair.candidate, fraction, margin);
    const auto base = static_cast<double>(pair.base.count());
    base_all_.push_back(base);
    more_all_.push_back(static_cast<double>(pair.candidate.count()) - base);
  }
  first_ = reach.lowest - grid_step;
  points_ = static_cast<std::size_t>(std::ceil((reach.highest - first_) / grid_step)) + 2;
  base_.resize(points_ * pairs_);
  more_.resize(points_ * pairs_);
  std::vector<double> latencies(points_);
  for (std::size_t point = 0; point < points_; ++point) {
    latencies[point] = std::exp(first_ + grid_step * static_cast<double>(point));
  }
  const double factor = std::exp(margin);
  for (std::size_t i = 0; i < pairs_; ++i) {
    Climb base(pairs[i].base), candidate(pairs[i].candidate);
    for (std::size_t point = 0; point < points_; ++point) {
      const double count = base.count_to(latencies[point]);
      base_[point * pairs_ + i] = count;
      more_[point * pairs_ + i] = candidate.count_to(latencies[point] * factor) - count;
    }
  }
}

double LabelSwaps::base_at(std::size_t point, std::uint64_t swapped) const {
  const double* const base = base_.data() + point * pairs_;
  const double* const more = more_.data() + point * pairs_;
  double count = 0;
  for (std::size_t i = 0; i < pairs_; ++i) {
    count += base[i] + static_cast<double>(swapped >> i & 1U) * more[i];
  }
  return count;
}

double LabelSwaps::log_quantile(std::uint64_t swapped) const {
  double all = 0;
  for (std::size_t i = 0; i < pairs_; ++i) {
    all += base_all_[i] + static_cast<double>(swapped >> i & 1U) * more_all_[i];
  }
  const double wanted = fraction_ * all;
  std::size_t below = 0, enough = points_ - 1;  // the quantile lies above the one, within the other
  double count_below = base_at(below, swapped), count_enough = base_at(enough, swapped);
  while (enough - below > 1) {
    const std::size_t middle = std::midpoint(below, enough);
    const double count = base_at(middle, swapped);
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
  const std::uint64_t all = pairs_ == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << pairs_) - 1;
  return log_quantile(~swapped & all) - log_quantile(swapped);
}

}  // namespace harness::gate
