#include "harness/search/crossing.h"

#include <algorithm>
#include <cmath>

namespace harness::search {
namespace {

constexpr double far_from_bound = 1.4;  // in the link: a quarter of the bound, or four times it

double score(const Limit& limit, const Observed& probe, const Dispersion& dispersion) {
  return probe.standing.score(limit, dispersion.at_least(probe.standing));
}

/// The rate between two that splits the probes' evidence with the fewest of it on the wrong side:
/// below it they should hold, above it they should miss.
void find_bracket(const Limit& limit, std::span<const Observed> by_rate, Crossing& crossing) {
  double cost = 0;  // of missing everywhere
  for (const Observed& probe : by_rate) {
    cost += std::max(0.0, -score(limit, probe, crossing.dispersion));
  }
  double least = cost;
  std::size_t split = 0;
  for (std::size_t i = 0; i < by_rate.size(); ++i) {
    cost += score(limit, by_rate[i], crossing.dispersion);
    if (cost <= least) {
      least = cost;
      split = i + 1;
    }
  }
  if (split > 0) crossing.held_per_s = by_rate[split - 1].rate_per_s;
  if (split < by_rate.size()) crossing.missed_per_s = by_rate[split].rate_per_s;
}

/// Probes may differ by more than each one knows: near the bound none is beyond doubt.
bool is_far(const Observed& probe) {
  return std::abs(probe.standing.distance) >= far_from_bound;
}

/// The first rate in the order given at which the probes so far are beyond doubt together
/// (Stouffer's sum of scores): what holds at higher rates holds all the more here.
template <class Iterator>
std::optional<double> sure_rate(const Limit& limit, Iterator first, Iterator last,
                                const Dispersion& dispersion) {
  double sum = 0, count = 0;
  for (; first != last; ++first) {
    const Observed& probe = *first;
    if (!is_far(probe)) continue;
    sum += score(limit, probe, dispersion);
    count += 1;
    if (std::abs(sum) > beyond_doubt * std::sqrt(count)) return probe.rate_per_s;
  }
  return std::nullopt;
}

/// The rates between which the limit is crossed beyond doubt. Precondition: the bracket is known.
std::optional<stats::Interval> sure_bracket(const Limit& limit, std::span<const Observed> by_rate,
                                            const Crossing& crossing) {
  const auto above = std::find_if(by_rate.begin(), by_rate.end(), [&](const Observed& probe) {
    return probe.rate_per_s >= *crossing.missed_per_s;
  });
  const auto split = static_cast<std::size_t>(above - by_rate.begin());
  const std::span<const Observed> below = by_rate.first(split);
  const auto held = sure_rate(limit, below.rbegin(), below.rend(), crossing.dispersion);
  const auto missed = sure_rate(limit, above, by_rate.end(), crossing.dispersion);
  if (!held || !missed) return std::nullopt;
  return stats::Interval{*held, *missed};
}

/// Whether no probe misses beyond doubt below one that holds beyond doubt.
bool is_monotone(const Limit& limit, std::span<const Observed> by_rate,
                 const Dispersion& dispersion) {
  bool missed = false;
  for (const Observed& probe : by_rate) {
    if (!is_far(probe)) continue;
    const double above = score(limit, probe, dispersion);
    if (missed && above < -beyond_doubt) return false;
    missed = missed || above > beyond_doubt;
  }
  return true;
}

}  // namespace

Crossing find_crossing(const Limit& limit, std::span<const Observed> probes, double within) {
  std::vector<Observed> by_rate;
  std::copy_if(probes.begin(), probes.end(), std::back_inserter(by_rate),
               [](const Observed& probe) { return probe.standing.has_data(); });
  std::stable_sort(by_rate.begin(), by_rate.end(), [](const Observed& a, const Observed& b) {
    return a.rate_per_s < b.rate_per_s;
  });
  Crossing crossing;
  crossing.dispersion = pool_dispersion(by_rate);
  find_bracket(limit, by_rate, crossing);
  crossing.is_monotone = is_monotone(limit, by_rate, crossing.dispersion);
  if (!crossing.held_per_s || !crossing.missed_per_s) return crossing;
  const auto sure = sure_bracket(limit, by_rate, crossing);
  const double middle = std::sqrt(*crossing.held_per_s * *crossing.missed_per_s);
  crossing.fit = fit_root(limit, by_rate, middle, 4.5 * within);
  if (!crossing.fit || crossing.fit->probes < 3 || !crossing.fit->is_inside) {
    crossing.fit = fit_root(limit, by_rate, middle, 6 * within);
    if (crossing.fit) crossing.fit->is_local = false;
  }
  if (crossing.fit && crossing.fit->is_inside) {
    crossing.root_per_s = crossing.fit->root_per_s;
    crossing.interval = crossing.fit->interval;
  }
  if (sure && (!crossing.interval ||
               sure->high - sure->low < crossing.interval->high - crossing.interval->low)) {
    crossing.is_beyond_doubt = true;
    crossing.interval = sure;
    if (!crossing.root_per_s || *crossing.root_per_s < sure->low ||
        *crossing.root_per_s > sure->high) {
      crossing.root_per_s = (sure->low + sure->high) / 2;
    }
  }
  return crossing;
}

}  // namespace harness::search
