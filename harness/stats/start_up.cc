#include "harness/stats/start_up.h"

#include <algorithm>
#include <cmath>

#include "harness/stats/decline.h"

namespace harness::stats {
namespace {

constexpr double start_confidence = 0.99999;
constexpr double beyond_chance = 2;       // times what the second half does by chance
constexpr double still_deviations = 3.0;  // beyond which a figure still comes nearer
constexpr double near_enough = 0.02;      // of the level: what is left of a start-up that is over
constexpr double least_beginning = 0.25;  // of the farthest stretch

/// 1, 2, 4, ..., and `most` itself.
template <class Visit>
bool any_width(std::size_t most, Visit visit) {
  for (std::size_t width = 1; width < most; width *= 2) {
    if (visit(width)) return true;
  }
  return most > 0 && visit(most);
}

bool is_beside(const Excess& excess, SliceRange range) {
  return excess.has(range) &&
         excess.over(range) > std::max(still_deviations * excess.deviation(range),
                                       near_enough * std::abs(excess.level()));
}

/// The first slice from which on no stretch up to `latest` lies beside the level.
std::size_t end_of_start_up(const Excess& excess, std::size_t first, std::size_t latest) {
  std::size_t end = first;
  while (end < latest && any_width(latest - end, [&](std::size_t width) {
           return is_beside(excess, {end, end + width});
         })) {
    ++end;
  }
  return end;
}

/// By more than chance explains, the first slices or all.
bool stands_out(const Excess& excess, SliceRange range) {
  const double factor = excess.factor(start_confidence);
  return any_width(range.size(), [&](std::size_t width) {
    const SliceRange beginning{range.first, range.first + width};
    return excess.has(beginning) && excess.over(beginning) > factor * excess.deviation(beginning) &&
           excess.over(beginning) > beyond_chance * excess.largest_by_chance(width);
  });
}

/// No stretch is much farther from the level than the one that the run begins with.
bool begins_there(const Excess& excess, SliceRange range) {
  return !any_width(range.size(), [&](std::size_t width) {
    const SliceRange beginning{range.first, range.first + width};
    if (!excess.has(beginning)) return false;
    double farthest = 0;
    for (std::size_t first = range.first; first + width <= range.end; ++first) {
      const SliceRange stretch{first, first + width};
      if (excess.has(stretch)) farthest = std::max(farthest, excess.over(stretch));
    }
    return excess.over(beginning) + 3 * excess.deviation(beginning) < least_beginning * farthest;
  });
}

/// Whether the second half itself still comes nearer to its end on this side.
bool still_comes_nearer(const Excess& excess) {
  const std::size_t quarter = (excess.middle() + excess.slices()) / 2;
  const SliceRange third{excess.middle(), quarter}, last{quarter, excess.slices()};
  if (!excess.has(third) || !excess.has(last)) return false;
  return excess.over(third) - excess.over(last) >
         std::max(still_deviations * std::hypot(excess.deviation(third), excess.deviation(last)),
                  near_enough * std::abs(excess.level()));
}

}  // namespace

std::optional<StartUp> find_start_up(const Excess& excess, std::size_t first, std::size_t latest) {
  const std::size_t end = end_of_start_up(excess, first, latest);
  const SliceRange range{first, end};
  if (end == first || !stands_out(excess, range) || !begins_there(excess, range) ||
      !declines(excess, range, latest)) {
    return {};
  }
  const bool is_long = end - first > excess.middle() / 2;
  return StartUp{end, end < latest && !(is_long && still_comes_nearer(excess))};
}

}  // namespace harness::stats
