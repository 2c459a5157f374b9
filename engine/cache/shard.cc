#include "engine/cache/shard.h"

#include <mutex>
#include <utility>

namespace engine::cache {

std::shared_ptr<const void> Shard::get(const key::Key& key, std::uint32_t hash, Time now) {
  std::shared_ptr<const void> dropped;
  const std::lock_guard lock(mutex_);
  const std::uint32_t at = find(key, hash);
  if (at == Index::none) {
    ++counters_.misses;
    return nullptr;
  }
  const Slot& slot = slots_[at];
  if (slot.expires <= now) {
    ++counters_.misses;
    ++counters_.expirations;
    dropped = remove(at);
    return nullptr;
  }
  ++counters_.hits;
  counters_.time_saved += slot.item.cost;
  order_.touched(at);
  return slot.item.value;
}

void Shard::put(const key::Key& key, std::uint32_t hash, Item item, Time now) {
  Dropped dropped;
  const std::lock_guard lock(mutex_);
  if (limits_.ttl) sweep(now, dropped);
  if (const std::uint32_t old = find(key, hash); old != Index::none) {
    dropped.push_back(remove(old));
  }
  if (!admits(item.weight_bytes)) {
    ++counters_.rejections;
    return;
  }
  item.weight_bytes += entry_overhead_bytes;
  make_room(item.weight_bytes, now, dropped);
  insert(key, hash, std::move(item), expiry(now));
}

bool Shard::invalidate(const key::Key& key, std::uint32_t hash) {
  std::shared_ptr<const void> dropped;
  const std::lock_guard lock(mutex_);
  const std::uint32_t at = find(key, hash);
  if (at == Index::none) return false;
  dropped = remove(at);
  return true;
}

void Shard::clear() {
  std::vector<Slot> dropped;
  const std::lock_guard lock(mutex_);
  dropped.swap(slots_);
  index_.clear();
  free_.clear();
  order_.clear();
  swept_ = 0;
  counters_.entries = 0;
  counters_.bytes = 0;
}

Counters Shard::counters() const {
  const std::lock_guard lock(mutex_);
  return counters_;
}

std::uint32_t Shard::find(const key::Key& key, std::uint32_t hash) const {
  return index_.find(hash, [&](std::uint32_t slot) { return slots_[slot].key == key; });
}

Time Shard::expiry(Time now) const {
  if (!limits_.ttl || *limits_.ttl >= Time::max() - now) return Time::max();
  return now + *limits_.ttl;
}

bool Shard::fits(std::uint64_t weight) const {
  return !limits_.capacity_bytes || weight <= *limits_.capacity_bytes - counters_.bytes;
}

bool Shard::admits(std::uint64_t weight) const {
  if (weight > UINT64_MAX - entry_overhead_bytes) return false;
  return !limits_.capacity_bytes || weight + entry_overhead_bytes <= *limits_.capacity_bytes;
}

void Shard::insert(const key::Key& key, std::uint32_t hash, Item item, Time expires) {
  ++counters_.insertions;
  ++counters_.entries;
  counters_.bytes += item.weight_bytes;
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(slots_.size()));
    slots_.emplace_back();
  }
  const std::uint32_t at = free_.back();
  free_.pop_back();
  slots_[at] = {key, std::move(item), expires, hash};
  index_.insert(hash, at);
  order_.added(at);
}

std::shared_ptr<const void> Shard::remove(std::uint32_t at) {
  Slot& slot = slots_[at];
  --counters_.entries;
  counters_.bytes -= slot.item.weight_bytes;
  index_.erase(slot.hash, at);
  order_.removed(at);
  free_.push_back(at);
  return std::exchange(slot.item.value, nullptr);
}

void Shard::make_room(std::uint64_t weight, Time now, Dropped& dropped) {
  while (!fits(weight)) {
    const std::uint32_t victim = order_.victim();
    ++(slots_[victim].expires <= now ? counters_.expirations : counters_.evictions);
    dropped.push_back(remove(victim));
  }
}

// Looks at two slots on each put, so that what expired leaves memory within half as many puts as
// there are entries, even where nothing is ever evicted.
void Shard::sweep(Time now, Dropped& dropped) {
  for (int looked = 0; looked < 2 && !slots_.empty(); ++looked) {
    swept_ = swept_ + 1 < slots_.size() ? swept_ + 1 : 0;
    const Slot& slot = slots_[swept_];
    if (slot.item.value == nullptr || slot.expires > now) continue;
    ++counters_.expirations;
    dropped.push_back(remove(swept_));
  }
}

}  // namespace engine::cache
