// Whether and when something is tried again.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/time.h"

namespace engine::run {

/// How often a stage (or the finishing of a batch) is tried before its error counts, and the pauses
/// between. Only what `may_pass` is tried again.
struct RetryPolicy {
  std::size_t attempts = 1;  // in all; 1: no retry
  Duration first_pause = std::chrono::milliseconds(10);
  Duration longest_pause = std::chrono::seconds(1);
  std::uint64_t seed = 0;

  bool is_on() const { return attempts > 1; }

  /// The pause before an attempt (2: the first retry), for whom `identity` names: exponential
  /// backoff with full jitter, evenly from 0 to min(longest_pause, first_pause * 2^(attempt - 2))
  /// (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015). Depends on the
  /// arguments and the policy alone. Precondition: attempt >= 2; pauses are not negative.
  Duration pause_before(std::size_t attempt, std::uint64_t identity) const;
};

}  // namespace engine::run
