#include "engine/cache/shards.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

namespace engine::cache {
namespace {

constexpr std::uint64_t most_shards = 16;
constexpr std::uint64_t least_shard_bytes = 4 << 20;  // else a shard could refuse common documents

std::uint64_t shard_count(const cache::policy::Limits& limits) {
  if (!limits.capacity_bytes) return most_shards;
  return std::bit_floor(
      std::clamp(*limits.capacity_bytes / least_shard_bytes, std::uint64_t{1}, most_shards));
}

/// Content keys are hashes already, but their halves may be chosen by whoever made the key.
std::uint64_t mix(const key::Key& key) {
  std::uint64_t hash = key.low ^ (key.high * 0x9e3779b97f4a7c15U);
  hash = (hash ^ (hash >> 32)) * 0xd6e8feb86659fd93U;
  return hash ^ (hash >> 32);
}

// The shard's number comes from the upper half, the place in its index from the lower.
std::size_t shard_of(std::uint64_t hash, std::size_t shards) {
  return (hash >> 32) & (shards - 1);
}

std::uint32_t low_half(std::uint64_t hash) {
  return static_cast<std::uint32_t>(hash);
}

/// What does not fit into 64 bits fits into no cache.
std::uint64_t with_overhead(std::uint64_t weight) {
  return weight > UINT64_MAX - entry_overhead_bytes ? UINT64_MAX : weight + entry_overhead_bytes;
}

}  // namespace

Shards::Shards(const cache::policy::Limits& limits) {
  cache::policy::Limits part = limits;
  if (part.policy == cache::policy::Policy::none) part.capacity_bytes = 0;
  const std::uint64_t count = shard_count(part);
  if (part.policy == cache::policy::Policy::adaptive && part.capacity_bytes) {
    rehearsal_ = std::make_unique<Rehearsal>(*part.capacity_bytes, part.admission);
  }
  if (part.capacity_bytes) *part.capacity_bytes /= count;
  for (std::uint64_t i = 0; i < count; ++i) {
    shards_.push_back(std::make_unique<Shard>(part, rehearsal_.get()));
  }
}

std::shared_ptr<const void> Shards::get(const key::Key& key, cache::policy::Time now) {
  const std::uint64_t hash = mix(key);
  Found found = shards_[shard_of(hash, shards_.size())]->get(key, low_half(hash), now);
  if (rehearsal_) {
    rehearsal_->asked(low_half(hash), found.value ? std::optional<std::uint64_t>(found.weight_bytes)
                                                  : std::nullopt);
  }
  return std::move(found.value);
}

bool Shards::has(const key::Key& key, cache::policy::Time now) const {
  const std::uint64_t hash = mix(key);
  return shards_[shard_of(hash, shards_.size())]->has(key, low_half(hash), now);
}

void Shards::put(const key::Key& key, Item item, cache::policy::Time now, Asked asked) {
  const std::uint64_t hash = mix(key);
  if (rehearsal_ && asked == Asked::yes) {
    rehearsal_->put(low_half(hash), with_overhead(item.weight_bytes));
  }
  shards_[shard_of(hash, shards_.size())]->put(key, low_half(hash), std::move(item), now, asked);
}

bool Shards::invalidate(const key::Key& key) {
  const std::uint64_t hash = mix(key);
  if (rehearsal_) rehearsal_->forget(low_half(hash));
  return shards_[shard_of(hash, shards_.size())]->invalidate(key, low_half(hash));
}

void Shards::clear() {
  if (rehearsal_) rehearsal_->clear();
  for (const auto& shard : shards_) shard->clear();
}

Counters Shards::counters() const {
  Counters sum;
  for (const auto& shard : shards_) sum += shard->counters();
  return sum;
}

}  // namespace engine::cache
