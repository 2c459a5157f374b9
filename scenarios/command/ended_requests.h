// How a program's requests ended.
#pragma once

#include <atomic>
#include <cstdint>

#include "harness/drive/client_threads.h"
#include "harness/target.h"

namespace scenarios::command {

/// The counts that a target's check rests on. Thread-safe.
class EndedRequests {
 public:
  /// What it is told as, having been counted.
  harness::Outcome count(bool ok) {
    ++(ok ? ok_ : failed_);
    return ok ? harness::Outcome::ok : harness::Outcome::failed;
  }

  /// With those that the clients refused, and those that wait for one.
  harness::Observation seen(const harness::drive::ClientThreads& clients) const {
    return {.ok = ok_.load(),
            .failed = failed_.load(),
            .shed = clients.counts().shed,
            .queue_depth = clients.queued(),
            .cache_hits = {},
            .cache_misses = {}};
  }

 private:
  std::atomic<std::uint64_t> ok_{0}, failed_{0};
};

}  // namespace scenarios::command
