// What of a run's beginning is a start-up, by one figure.
#pragma once

#include <cstddef>
#include <optional>

#include "harness/stats/excess.h"

namespace harness::stats {

/// A transient that begins with the run.
struct StartUp {
  std::size_t end = 0;  // its first slice that isn't one
  bool over = true;     // false: it reaches `latest`, or its law goes on into the second half
};

/// A start-up from `first` to `latest` at the most: slices that
/// - lie beside the level of the second half by more than chance explains (Student's test at
///   0.001 %) and more than twice as far as any stretch of as many slices of that half;
/// - begin there: the first of them are not nearer to that level than a quarter of the farthest;
/// - come nearer to it, rather than stay and then jump: a line, an exponential or a hyperbola fits
///   them better than a step does. A step of less than two slices counts as a request or a few
///   that were slow at the beginning.
/// Preconditions: first <= latest <= excess.middle().
std::optional<StartUp> find_start_up(const Excess& excess, std::size_t first, std::size_t latest);

}  // namespace harness::stats
