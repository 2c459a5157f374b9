#include "engine/documents/remote/forgotten_names.h"

#include <xxhash.h>

namespace engine::documents::remote {
namespace {

// Two names of one hash are forgotten together, which costs a miss.
std::uint64_t hash_of(std::string_view name) {
  return XXH3_64bits(name.data(), name.size());
}

}  // namespace

void ForgottenNames::add(std::string_view name) {
  const std::uint64_t hash = hash_of(name);
  const std::lock_guard lock(mutex_);
  names_[hash] = ++added_;
  by_age_.emplace_back(hash, added_);
  if (by_age_.size() > most) {
    const auto [oldest, when] = by_age_.front();
    by_age_.pop_front();
    const auto found = names_.find(oldest);
    if (found != names_.end() && found->second == when) names_.erase(found);
  }
  count_.store(names_.size(), std::memory_order_release);
}

bool ForgottenNames::has(std::string_view name) const {
  if (count_.load(std::memory_order_acquire) == 0) return false;
  const std::uint64_t hash = hash_of(name);
  const std::lock_guard lock(mutex_);
  return names_.contains(hash);
}

void ForgottenNames::remove(std::string_view name) {
  if (count_.load(std::memory_order_acquire) == 0) return;
  const std::uint64_t hash = hash_of(name);
  const std::lock_guard lock(mutex_);
  names_.erase(hash);
  count_.store(names_.size(), std::memory_order_release);
}

}  // namespace engine::documents::remote
