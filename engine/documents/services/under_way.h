// The documents that the engine has taken in and not ended yet, by id.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <unordered_map>

namespace engine::documents::services {

/// Counts submissions under way. Of a document that is under way twice nobody knows yet what its
/// state will be: the stored one is not the last word. Thread-safe.
class UnderWay {
 public:
  void begin(std::string_view id);
  void end(std::string_view id);
  /// Precondition: the id is under way.
  bool is_only(std::string_view id) const;

 private:
  struct Shard {
    mutable std::mutex mutex;
    /// By the id's hash: two that share one are taken for the same, which is safe.
    std::unordered_map<std::uint64_t, std::uint32_t> counts;
  };
  static constexpr std::size_t shards = 16;

  std::array<Shard, shards> shards_;
};

}  // namespace engine::documents::services
