#include "harness/selftest/noise.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace harness::selftest {
namespace {

constexpr double without_bound = std::numeric_limits<double>::infinity();

double seconds(Duration time) {
  return std::chrono::duration<double>(time).count();
}

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
  return {.slowed_share = std::min(stalls.lost_share(), 1.0),
          .overtime_s = seconds(hindrance.overtime_each()),
          .held_up_share = stalls.lost_long_share() + share_above(lag, StallCount::long_stall),
          .longest_s = std::max(seconds(stalls.longest), static_cast<double>(lag.max()) / 1e9),
          .mean_wait_s =
              lag.mean() / 1e9 + (watched_s > 0 ? stalls.lost_square_s2 / (2 * watched_s) : 0)};
}

Explained::Explained(const Model& model, const Noise& noise) {
  Model slower = model;
  const double service_s = seconds(model.service) + noise.overtime_s;
  if (!(noise.slowed_share < 1)) return;
  slower.service = Duration(std::llround(service_s / (1 - noise.slowed_share) * 1e9));
  const double rho = slower.traffic().load();
  stable_ = rho < 1;
  if (!stable_) return;
  slowed_ = known_law(slower);
  hit_share_ = noise.held_up_share / (1 - rho);
  longest_s_ = noise.longest_s / (1 - rho);
  mean_wait_s_ = noise.mean_wait_s / (1 - rho);
}

std::optional<double> Explained::largest_quantile_s(double p) const {
  if (!stable_) return without_bound;
  const auto plain = slowed_.quantile_s(p);
  if (!plain) return std::nullopt;
  const double by_length = *plain + longest_s_;
  if (p + hit_share_ >= 1) return by_length;
  return std::min(by_length, slowed_.quantile_s(p + hit_share_).value_or(without_bound));
}

double Explained::largest_mean_s() const {
  return stable_ ? slowed_.mean_s + mean_wait_s_ : without_bound;
}

}  // namespace harness::selftest
