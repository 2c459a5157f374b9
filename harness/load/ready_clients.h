// The closed loop's clients that are waiting to send their next request.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <queue>
#include <stop_token>
#include <vector>

#include "harness/clock.h"

namespace harness::load {

/// A bounded queue of the instants at which clients will be ready, earliest first. The driver takes
/// from it; completions put back, mostly from other threads, at no locking cost from the driver's.
class ReadyClients {
 public:
  ReadyClients(std::size_t clients, Instant first);

  /// A client will be ready at `when`. Any thread.
  void put(Instant when);

  /// The earliest client, once there is one; nothing when `until` has passed or a stop was
  /// requested. The driver's thread, the one that constructed this, only.
  std::optional<Instant> take(Clock& clock, Instant until, const std::stop_token& stop);

 private:
  void collect_remote();

  const void* const driver_;
  std::priority_queue<Instant, std::vector<Instant>, std::greater<>> ready_;
  std::mutex mutex_;
  std::vector<Instant> remote_;
  Signal arrived_;
};

}  // namespace harness::load
