#include "harness/selftest/offered_law.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/stats/estimate.h"

namespace harness::selftest {
namespace {

using result::Check;
using result::CheckState;

constexpr double deviations = 4;

CheckState state_of(double figure, double limit) {
  return figure <= limit ? CheckState::passed : CheckState::failed;
}

bool at_random(const Load& load) {
  return load.arrivals == schedule::Arrivals::poisson;
}

Check check_rate(const std::string& model, const Load& load, const Measured& measured) {
  const Offered& offered = measured.offered;
  const double planned = load.rate_per_s * seconds(offered.length);
  const auto sent = static_cast<double>(offered.requests);
  const double off = std::abs(sent - planned) / planned;
  // A hold-up carries requests over the beginning or the end of the time measured.
  const double carried = load.rate_per_s * static_cast<double>(measured.totals.lag.max()) / 1e9;
  const double chance = at_random(load) ? deviations * std::sqrt(planned) : 0;
  const double limit = (chance + carried + 1) / planned;
  return {model + ": rate", state_of(off, limit), off, limit,
          fmt::format("{:.0f} requests offered, {:.0f} expected.", sent, planned)};
}

/// The largest distance between the share of gaps up to a length and the exponential law's.
double distance_from_exponential(std::vector<float> gaps_s, double rate_per_s) {
  std::sort(gaps_s.begin(), gaps_s.end());
  const auto n = static_cast<double>(gaps_s.size());
  double distance = 0;
  for (std::size_t i = 0; i < gaps_s.size(); ++i) {
    const double law = -std::expm1(-rate_per_s * static_cast<double>(gaps_s[i]));
    const double below = static_cast<double>(i) / n;
    distance = std::max({distance, law - below, below + 1 / n - law});
  }
  return distance;
}

Check check_random_gaps(const std::string& model, const Load& load, const Offered& offered,
                        double late_share) {
  const double distance = distance_from_exponential(offered.gaps_s, load.rate_per_s);
  // Kolmogorov's distribution exceeds 2.2 once in 8,000 times. A late request spoils two gaps.
  const double limit =
      2.2 / std::sqrt(static_cast<double>(std::max<std::size_t>(offered.gaps_s.size(), 1))) +
      2 * late_share;
  return {model + ": gaps", state_of(distance, limit), distance, limit,
          fmt::format("The gaps' distribution strays from the exponential law by {:.2g} at most "
                      "({} gaps).",
                      distance, offered.gaps_s.size())};
}

/// Gaps are kept as floats, which are off by 1e-7 of themselves; due times are whole nanoseconds.
Check check_even_gaps(const std::string& model, const Load& load, const Offered& offered,
                      const Punctuality& punctuality) {
  const double gap_s = 1 / load.rate_per_s;
  const double tolerance_s = 1.5e-9 + 1e-6 * gap_s + punctuality.jitter_s;
  const auto uneven = std::count_if(offered.gaps_s.begin(), offered.gaps_s.end(), [&](float gap) {
    return std::abs(static_cast<double>(gap) - gap_s) > tolerance_s;
  });
  const double share = static_cast<double>(uneven) /
                       static_cast<double>(std::max<std::size_t>(offered.gaps_s.size(), 1));
  const double limit = 2 * punctuality.late_share;
  return {model + ": gaps", state_of(share, limit), share, limit,
          fmt::format("{} of {} gaps were not the {:.4g} us asked for.", uneven,
                      offered.gaps_s.size(), gap_s * 1e6)};
}

Check check_scatter(const std::string& model, const Offered& offered, double late_share) {
  const auto n = static_cast<double>(offered.windows.size());
  double sum = 0;
  double squares = 0;
  for (const std::uint32_t count : offered.windows) {
    sum += count;
    squares += static_cast<double>(count) * count;
  }
  const double mean = sum / n;
  const double dispersion = mean > 0 && n > 1 ? (squares - n * mean * mean) / (n - 1) / mean : 0;
  const double off = std::abs(dispersion - 1);
  // Of a chi-square variable with n - 1 degrees of freedom, divided by them. A hold-up moves its
  // requests to the next window at most.
  const double limit = deviations * std::sqrt(2 / std::max(n - 1, 1.0)) + late_share * mean;
  return {model + ": counts", state_of(off, limit), off, limit,
          fmt::format("Counts in {:.0f} windows scatter {:.4g} times as a Poisson process's do.", n,
                      dispersion)};
}

Check check_littles_law(const std::string& model, const Load& load, const Measured& measured) {
  const Offered& offered = measured.offered;
  const double slice_s = seconds(offered.length) / static_cast<double>(measured.stay_s.size());
  stats::Ratio difference;
  double found = 0;
  double stayed = 0;
  for (std::size_t i = 0; i < measured.stay_s.size(); ++i) {
    if (offered.found_counts[i] == 0) continue;
    const double area_s = offered.found_sums[i] / offered.found_counts[i] * slice_s;
    difference.numerators.push_back(area_s - measured.stay_s[i]);
    difference.denominators.push_back(slice_s);
    found += area_s;
    stayed += measured.stay_s[i];
  }
  const stats::Estimate off = stats::estimate(difference);
  const double length_s = slice_s * static_cast<double>(difference.numerators.size());
  const double law = length_s > 0 ? stayed / length_s : 0;
  const double seen = length_s > 0 ? found / length_s : 0;
  const double half = off.interval ? (off.interval->high - off.interval->low) / 2 : 0;
  const double scale = std::max(law, 1e-9);
  const double residual = std::abs(off.value) / scale;
  // Requests that a hold-up let through in one go find one another: the k-th of them k - 1 more.
  const double in_bursts = 2 * load.rate_per_s * measured.totals.lag.mean() / 1e9;
  const double limit = (2 * half + in_bursts) / scale + 1e-3;
  return {model + ": Little's law", state_of(residual, limit), residual, limit,
          fmt::format("{:.4g} requests in the system on average; rate times time in it gives "
                      "{:.4g}.",
                      seen, law)};
}

}  // namespace

std::vector<Check> check_offered(const std::string& model, const Load& load,
                                 const Measured& measured, const Punctuality& punctuality) {
  std::vector<Check> checks{check_rate(model, load, measured)};
  if (!at_random(load)) {
    checks.push_back(check_even_gaps(model, load, measured.offered, punctuality));
    return checks;
  }
  checks.push_back(check_random_gaps(model, load, measured.offered, punctuality.late_share));
  checks.push_back(check_scatter(model, measured.offered, punctuality.late_share));
  checks.push_back(check_littles_law(model, load, measured));
  return checks;
}

}  // namespace harness::selftest
