// Which entries a Redis server has, so that it need not be asked for the others.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "engine/bloom/filter.h"
#include "engine/redis/connection.h"

namespace engine::documents::remote {

/// When a server's names are learnt anew.
struct Learning {
  /// So long after it was learnt: what expired is forgotten, what other processes wrote is found.
  /// Until then their new entries are misses, which is the price of not asking for each.
  std::chrono::nanoseconds every = std::chrono::seconds(30);
  std::uint32_t page = 500;         // keys that the server looks at in a step
  std::uint64_t fewest = 1U << 16;  // names that there is room for, at least
  std::uint64_t most = 1U << 24;    // and at most; a server with more is asked for every name
};

/// A Bloom filter of the names that begin with a prefix. It is learnt from the server page by page,
/// by the way of other calls, and then kept up to date with what this process writes; all over
/// again after a while, or when it is full. While it is being learnt again the old one answers; at
/// the beginning, and for a server with too many keys, every name may be there. Thread-safe.
class KnownNames {
 public:
  /// The prefix must have none of Redis's pattern characters.
  KnownNames(std::string prefix, const Learning& learning);

  /// False: the server does not have it, or another process wrote it since this was learnt.
  bool may_have(std::string_view name) const;
  void add(std::string_view name);

  /// Learns a page if it is time, and no other thread does.
  void learn(redis::Connection& connection);

  /// Bytes of the filters.
  std::size_t memory_bytes() const;

 private:
  bool is_time() const;
  bool begin(redis::Connection& connection);
  bool take_page(redis::Connection& connection);
  void end();

  const std::string prefix_;
  const Learning learning_;

  mutable std::mutex filters_mutex_;  // held for the look at a filter only
  std::unique_ptr<bloom::Filter> current_;
  std::unique_ptr<bloom::Filter> next_;  // while it is being learnt

  std::mutex learning_mutex_;  // held through a page
  std::string cursor_;
  std::uint64_t pages_left_ = 0;
  std::chrono::steady_clock::time_point again_{};
};

}  // namespace engine::documents::remote
