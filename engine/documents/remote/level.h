// The second level: contents that a Redis server keeps for all engines that ask it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "engine/documents/codec/format.h"
#include "engine/documents/content/content.h"
#include "engine/documents/remote/forgotten_names.h"
#include "engine/documents/remote/known_names.h"
#include "engine/redis/connection.h"

namespace engine::documents::remote {

struct Settings {
  redis::Address server;
  redis::Patience patience;
  /// Begins every entry's name, and says all that a content depends on besides its bytes, so that
  /// engines with other options don't find it. None of Redis's pattern characters.
  std::string prefix;
  codec::Format format = codec::Format::msgpack;
  std::optional<std::chrono::nanoseconds> ttl;  // nothing: for ever
  bool bloom = false;
  Learning learning;
};

/// What was asked of the second level so far. hits + misses is how often it was asked.
struct Counters {
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;                // absent, spared and errors
  std::uint64_t spared = 0;                // answered by the Bloom filter, without the server
  std::uint64_t insertions = 0;            // handed over to the server
  std::uint64_t errors = 0;                // it failed, refused, or had what is no content
  std::uint64_t bytes_read = 0;            // of values
  std::uint64_t bytes_written = 0;         // of values
  std::chrono::nanoseconds time_saved{0};  // sum, over the hits, of what the content cost to make
};

/// What all workers share of the second level. Thread-safe.
class Level {
 public:
  explicit Level(const Settings& settings);

  const Settings& settings() const { return settings_; }
  Counters counters() const;

  /// Removes the entry, and says whether there was one; nothing where the server does not answer.
  /// Whether it does or not, no Access finds the entry until one puts it anew; but for the last
  /// ForgottenNames::most names only, where the server does not. Waits no longer than a connection
  /// does.
  std::optional<bool> forget(std::string_view name);

 private:
  friend class Access;
  struct Totals {
    std::atomic<std::uint64_t> hits{0}, misses{0}, spared{0}, insertions{0}, errors{0};
    std::atomic<std::uint64_t> bytes_read{0}, bytes_written{0};
    std::atomic<std::int64_t> saved_ns{0};
  };

  const Settings settings_;
  std::optional<KnownNames> known_;  // with a Bloom filter
  ForgottenNames forgotten_;
  std::mutex forgetting_;
  redis::Connection connection_;  // to forget by
  Totals totals_;
};

/// A content that the second level had.
struct Found {
  std::shared_ptr<const content::Content> content;
  std::chrono::nanoseconds cost{0};  // what it took to make
};

/// A worker's own way to the second level. Whatever is wrong with the server is a miss, and costs
/// no more than Settings::patience. Not thread-safe.
class Access {
 public:
  /// `level` must outlive this.
  explicit Access(Level& level);

  /// `name` is what the entry's name has behind the prefix.
  std::optional<Found> get(std::string_view name);
  /// The same for what no document asked for: neither a hit nor a miss.
  std::optional<Found> get_ahead(std::string_view name);
  /// Doesn't wait for the server.
  void put(std::string_view name, const content::Content& content, std::chrono::nanoseconds cost);

 private:
  std::optional<Found> find(std::string_view name, bool& spared);
  std::optional<Found> fetch(const std::string& full_name);
  void count_failed_sets();

  Level& level_;
  redis::Connection connection_;
  std::uint64_t failed_sets_ = 0;  // counted already
  std::uint32_t calls_ = 0;
};

}  // namespace engine::documents::remote
