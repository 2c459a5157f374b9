#include "harness/selftest/noise.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace harness::selftest {
namespace {

constexpr double without_bound = std::numeric_limits<double>::infinity();

double share_above(const record::Histogram& histogram, Duration limit) {
  if (histogram.count() == 0) return 0;
  return 1 - static_cast<double>(histogram.count_at_or_below(limit.count())) /
                 static_cast<double>(histogram.count());
}

}  // namespace

Noise noise_of(const Measured& measured, const SpinningServers::Hindrance& hindrance) {
  const record::Histogram& lag = measured.totals.lag;
  const StallCount& stalls = hindrance.stalls;
  const double watched_s = seconds(stalls.watched);
  Noise noise{.slowed_share = stalls.lost_share(),
              .overtime_s = seconds(hindrance.overtime_each()),
              .held_up_share = {},
              .longest_s = std::max(seconds(stalls.longest), static_cast<double>(lag.max()) / 1e9),
              .mean_wait_s =
                  lag.mean() / 1e9 + (watched_s > 0 ? stalls.lost_square_s2 / (2 * watched_s) : 0)};
  for (std::size_t k = 0; k < noise.held_up_share.size(); ++k) {
    noise.held_up_share[k] =
        stalls.lost_share(k) + share_above(lag, StallCount::shortest * (std::int64_t{1} << k));
  }
  return noise;
}

Explained::Explained(const Model& model, const Noise& noise) : noise_(noise) {
  if (!(noise.slowed_share < 1)) return;
  Model slower = model;
  const double service_s = seconds(model.service) + noise.overtime_s;
  slower.service = Duration(std::llround(service_s / (1 - noise.slowed_share) * 1e9));
  idle_ = 1 - slower.traffic().load();
  stable_ = idle_ > 0;
  if (stable_) slowed_ = known_law(slower);
}

std::optional<double> Explained::largest_quantile_s(double p) const {
  if (!slowed_.tail) return stable_ ? std::nullopt : std::optional(without_bound);
  double lowest = slowed_.quantile_s(p).value_or(without_bound) + noise_.longest_s / idle_;
  for (std::size_t k = 0; k < noise_.held_up_share.size(); ++k) {
    const double beyond = p + noise_.held_up_share[k] / idle_;
    const double length_s = seconds(StallCount::shortest) * static_cast<double>(1ULL << k);
    if (beyond >= 1 || length_s >= noise_.longest_s) continue;
    lowest =
        std::min(lowest, slowed_.quantile_s(beyond).value_or(without_bound) + length_s / idle_);
  }
  return lowest;
}

double Explained::largest_mean_s() const {
  return stable_ ? slowed_.mean_s + noise_.mean_wait_s / idle_ : without_bound;
}

}  // namespace harness::selftest
