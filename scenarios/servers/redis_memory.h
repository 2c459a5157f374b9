// How much memory a Redis server uses, for who looks from time to time.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/redis/connection.h"

namespace scenarios {

/// What the server says that its data and their overhead take (used_memory), out of its answer to
/// INFO; nothing if it does not say.
std::optional<std::uint64_t> used_memory_in(std::string_view info);

/// The memory of the second level's server, whoever else uses that. Asked for on a line of its own,
/// ten times a second at most, so that neither documents nor the server notice. Not thread-safe.
class RedisMemory {
 public:
  /// `server`: as the engine's cache.redis; nothing is ever read where it is none.
  explicit RedisMemory(const std::string& server);

  /// Bytes, not older than 100 ms; nothing where the server does not answer, for which this waits
  /// 20 ms at most and then leaves it alone for longer and longer.
  std::optional<std::uint64_t> read();

 private:
  std::optional<engine::redis::Connection> connection_;
  std::chrono::steady_clock::time_point asked_{};
  std::optional<std::uint64_t> bytes_;
};

}  // namespace scenarios
