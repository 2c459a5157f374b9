// What ends a start-up before it is over: failures, stalls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "harness/record/sparse_histogram.h"

namespace harness::stats {

struct Disturbance {
  std::size_t slice = 0;
  std::string what;  // "a request failed or was shed"
};

/// The first slice before `latest` in which something happened that is no part of a start-up:
/// - a request failed or was shed;
/// - the target stalled: the mean latency rose by more than chance explains, to more than it became
///   later. Only from the run's very beginning on may it rise, without a break and up to four times
///   what it began with, as a backlog does that a start-up makes;
/// - no request came where more than 20 do on average, as in a closed loop whose target stalls.
std::optional<Disturbance> first_disturbance(std::span<const record::SparseHistogram> slices,
                                             std::span<const std::uint64_t> unsuccessful,
                                             std::size_t latest);

}  // namespace harness::stats
