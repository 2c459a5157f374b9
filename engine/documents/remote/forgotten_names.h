// Names that were forgotten, whatever the server still has or is about to get under them.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace engine::documents::remote {

/// The last 16,384 names that were forgotten and not written since. A value that was handed over to
/// the server before may only come there after its removal; and a server that did not answer when
/// it was to remove it may answer later. Thread-safe; without names a look takes no lock.
class ForgottenNames {
 public:
  static constexpr std::size_t most = 1 << 14;

  void add(std::string_view name);
  bool has(std::string_view name) const;
  /// It was written anew.
  void remove(std::string_view name);

 private:
  mutable std::mutex mutex_;
  std::atomic<std::size_t> count_{0};
  std::unordered_map<std::uint64_t, std::uint64_t> names_;      // hash -> when it was added
  std::deque<std::pair<std::uint64_t, std::uint64_t>> by_age_;  // the same, also of removed ones
  std::uint64_t added_ = 0;
};

}  // namespace engine::documents::remote
