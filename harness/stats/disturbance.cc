#include "harness/stats/disturbance.h"

#include <algorithm>
#include <cmath>

#include "harness/stats/excess.h"

namespace harness::stats {
namespace {

constexpr double stall_deviations = 5;
constexpr double highest_build_up = 4;    // times what the run begins with
constexpr double requests_expected = 20;  // of a slice, so that none is no chance
constexpr std::size_t widest_stall = 8;   // slices at a time; a longer one shows in its first

/// Whether `after` is higher than `before`, and than what the run became, by more than chance.
bool rises(const Excess& excess, SliceRange before, SliceRange after) {
  if (!excess.has(before) || !excess.has(after)) return false;
  const double deviation =
      std::hypot(excess.deviation_there(before), excess.deviation_there(after));
  const double rise = excess.over(after) - excess.over(before);
  return rise > stall_deviations * deviation &&
         excess.over(after) > stall_deviations * excess.deviation(after);
}

/// Whether everything up to the stretch is one rise that begins with the run.
bool builds_up(const Excess& excess, SliceRange stretch) {
  const SliceRange beginning{0, 1};
  if (!excess.has(beginning) || excess.over(stretch) > highest_build_up * excess.over(beginning)) {
    return false;
  }
  for (std::size_t i = 1; i <= stretch.first; ++i) {
    if (excess.has({i, i + 1}) && rises(excess, {i, i + 1}, {i - 1, i})) return false;
  }
  return true;
}

/// Whether it is not just its later slices that are high.
bool begins_with_it(const Excess& excess, SliceRange stretch) {
  const SliceRange beginning{stretch.first, stretch.first + 1};
  return excess.has(beginning) && excess.over(beginning) > excess.over(stretch) / 2;
}

bool stalls_at(const Excess& excess, std::size_t slice, std::size_t latest) {
  for (std::size_t width = 1; width <= std::min(widest_stall, slice); width *= 2) {
    const SliceRange before{slice - width, slice};
    for (std::size_t length = 1; length <= widest_stall && slice + length <= latest; length *= 2) {
      const SliceRange stretch{slice, slice + length};
      if (rises(excess, before, stretch) && begins_with_it(excess, stretch) &&
          !builds_up(excess, stretch)) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

std::optional<Disturbance> first_disturbance(std::span<const record::SparseHistogram> slices,
                                             std::span<const std::uint64_t> unsuccessful,
                                             std::size_t latest) {
  const Watched mean = watched_mean(slices);
  const auto excess = Excess::of(mean, slices.size() / 2, Excess::Side::above);
  const double expected = mean.denominator({0, slices.size()}) / static_cast<double>(slices.size());
  for (std::size_t slice = 0; slice < latest; ++slice) {
    if (unsuccessful[slice] > 0) return Disturbance{slice, "a request failed or was shed"};
    if (slices[slice].count() == 0 && expected > requests_expected) {
      return Disturbance{slice, "no request came"};
    }
    if (excess && stalls_at(*excess, slice, latest)) return Disturbance{slice, "latency rose"};
  }
  return {};
}

}  // namespace harness::stats
