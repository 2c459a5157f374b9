// A Redis server of one's own.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "harness/expected.h"

namespace scenarios {

/// A redis-server that listens on a socket in a temporary folder, keeps nothing on the disk, and
/// ends with this or, at the latest, with the thread that started it.
class RedisServer {
 public:
  struct Limits {
    std::uint64_t memory_bytes = std::uint64_t{1} << 30;
    /// What goes when that is full: the least recently used, or nothing: the server then refuses.
    bool evicts = true;
  };

  /// Returns once the server answers. Errors: the program is not installed (with the package that
  /// has it), or it did not come up, in one line.
  static harness::Expected<std::unique_ptr<RedisServer>> start(const Limits& limits);

  ~RedisServer();
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  /// As the engine's cache.redis takes it.
  std::string address() const { return "unix:" + socket().string(); }

  /// What the server says that its data and their overhead take (used_memory).
  harness::Expected<std::uint64_t> used_memory_bytes() const;

  /// Ends the server at once, as a crash would.
  void kill();

 private:
  explicit RedisServer(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path socket() const { return folder_ / "redis.sock"; }
  harness::Expected<void> launch(const std::filesystem::path& program, const Limits& limits);

  const std::filesystem::path folder_;
  pid_t process_ = -1;
};

}  // namespace scenarios
