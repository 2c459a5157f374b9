// Many gates from the pairs of a few.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "harness/gate/pair.h"
#include "harness/gate/plan.h"

namespace harness::pairing {

/// Pairs that were measured live, to draw from with replacement.
struct Recorded {
  std::span<const gate::Pair> pairs;        // none of them invalid
  std::span<const gate::Pair> fresh_pairs;  // for confirmations
  bool equal = false;  // both programs are one: a coin decides for each pair which side is the base
};

/// What became of gates.
struct Resampled {
  std::size_t gates = 0;
  std::size_t alarms = 0;     // a gating metric regressed in the first stage
  std::size_t confirmed = 0;  // and in the second
  std::size_t passed = 0, inconclusive = 0;
  std::size_t pairs = 0;  // of all first stages
};

/// Runs whole gates over drawn pairs, on all cores. They share the pairs that were measured, so
/// that they tell how gates scatter on that machine at that time, and nothing of another day. The
/// same seed gives the same numbers. Preconditions: neither span is empty.
Resampled resample(const gate::Plan& plan, const Recorded& recorded, std::size_t gates,
                   std::uint64_t seed);

}  // namespace harness::pairing
