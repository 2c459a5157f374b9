#include "engine/cache/shard.h"

#include <mutex>
#include <utility>

namespace engine::cache {

Found Shard::get(const key::Key& key, std::uint32_t hash, cache::policy::Time now) {
  std::shared_ptr<const void> dropped;
  const std::lock_guard lock(mutex_);
  const std::uint32_t at = find(key, hash);
  if (at == cache::policy::Index::none) {
    ++counters_.misses;
    return {};
  }
  const Slot& slot = slots_[at];
  if (slot.expires <= now) {
    ++counters_.misses;
    ++counters_.expirations;
    dropped = remove(at);
    return {};
  }
  ++counters_.hits;
  counters_.time_saved += slot.item.cost;
  follow_rehearsal();
  if (counts_uses()) door_.count(hash);
  order_.touched(at);
  return {slot.item.value, slot.item.weight_bytes};
}

bool Shard::has(const key::Key& key, std::uint32_t hash, cache::policy::Time now) const {
  const std::lock_guard lock(mutex_);
  const std::uint32_t at = find(key, hash);
  return at != cache::policy::Index::none && slots_[at].expires > now;
}

void Shard::put(const key::Key& key, std::uint32_t hash, Item item, cache::policy::Time now,
                Asked asked) {
  Dropped dropped;
  const std::lock_guard lock(mutex_);
  if (limits_.ttl) sweep(now, dropped);
  follow_rehearsal();
  if (counts_uses() && asked == Asked::yes) door_.count(hash);
  if (const std::uint32_t old = find(key, hash); old != cache::policy::Index::none) {
    dropped.push_back(remove(old));
  }
  if (!could_hold(item.weight_bytes) ||
      !make_room(item.weight_bytes + entry_overhead_bytes, hash, now, asked, dropped)) {
    ++counters_.rejections;
    return;
  }
  item.weight_bytes += entry_overhead_bytes;
  insert(key, hash, std::move(item), expiry(now));
}

bool Shard::invalidate(const key::Key& key, std::uint32_t hash) {
  std::shared_ptr<const void> dropped;
  const std::lock_guard lock(mutex_);
  const std::uint32_t at = find(key, hash);
  if (at == cache::policy::Index::none) return false;
  dropped = remove(at);
  return true;
}

void Shard::clear() {
  cache::policy::Pages<Slot> dropped;
  const std::lock_guard lock(mutex_);
  dropped.swap(slots_);
  index_.clear();
  free_ = cache::policy::no_slot;
  order_ = cache::policy::Order(limits_.policy);
  order_.turn_to(mode_);
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

cache::policy::Time Shard::expiry(cache::policy::Time now) const {
  if (!limits_.ttl || *limits_.ttl >= cache::policy::Time::max() - now)
    return cache::policy::Time::max();
  return now + *limits_.ttl;
}

bool Shard::could_hold(std::uint64_t weight) const {
  if (weight > UINT64_MAX - entry_overhead_bytes) return false;
  return !limits_.capacity_bytes || weight + entry_overhead_bytes <= *limits_.capacity_bytes;
}

void Shard::follow_rehearsal() {
  if (rehearsal_ == nullptr || rehearsal_->mode() == mode_) return;
  mode_ = rehearsal_->mode();
  order_.turn_to(mode_);
}

/// How many uses are to be expected of an entry.
std::uint32_t Shard::worth(std::uint32_t at, cache::policy::Time now) const {
  return slots_[at].expires <= now ? 0 : door_.worth(slots_[at].hash);
}

void Shard::insert(const key::Key& key, std::uint32_t hash, Item item,
                   cache::policy::Time expires) {
  ++counters_.insertions;
  ++counters_.entries;
  counters_.bytes += item.weight_bytes;
  if (free_ == cache::policy::no_slot) {
    free_ = slots_.size();
    slots_.grow_to(free_ + 1);
    slots_[free_].hash = cache::policy::no_slot;
    if (counts_uses()) door_.fit(slots_.size());
  }
  const std::uint32_t at = free_;
  free_ = slots_[at].hash;
  const cache::policy::Arrival arrival{hash, item.weight_bytes};
  slots_[at] = {key, std::move(item), expires, hash};
  index_.insert(hash, at);
  order_.added(at, arrival);
}

std::shared_ptr<const void> Shard::remove(std::uint32_t at) {
  order_.removed(at);
  return release(at);
}

/// Precondition: the slot is out of the order.
std::shared_ptr<const void> Shard::release(std::uint32_t at) {
  Slot& slot = slots_[at];
  --counters_.entries;
  counters_.bytes -= slot.item.weight_bytes;
  index_.erase(slot.hash, at);
  slot.hash = std::exchange(free_, at);
  return std::exchange(slot.item.value, nullptr);
}

/// False, and everything stays, if the newcomer is not worth its room.
bool Shard::make_room(std::uint64_t weight, std::uint32_t hash, cache::policy::Time now,
                      Asked asked, Dropped& dropped) {
  const bool worth_it = choose_victims(weight, hash, now, asked);
  for (const std::uint32_t victim : victims_) {
    const Slot& slot = slots_[victim];
    if (worth_it) {
      ++(slot.expires <= now ? counters_.expirations : counters_.evictions);
      dropped.push_back(release(victim));
    } else {
      order_.spared(victim, {slot.hash, slot.item.weight_bytes});
    }
  }
  return worth_it;
}

// A newcomer must be worth more than all that it would push out together: what weighs much must be
// asked for often. One that will be asked for is let in: its past says nothing of that.
bool Shard::choose_victims(std::uint64_t weight, std::uint32_t hash, cache::policy::Time now,
                           Asked asked) {
  victims_.clear();
  if (!limits_.capacity_bytes) return true;
  std::uint64_t room = *limits_.capacity_bytes - counters_.bytes;
  if (room >= weight) return true;
  const bool compared = admission() && asked == Asked::yes;
  const std::uint32_t gained = compared ? door_.worth_of_newcomer(hash) : 0;
  std::uint32_t lost = 0;
  while (room < weight) {
    const std::uint32_t victim = order_.victim();
    victims_.push_back(victim);
    room += slots_[victim].item.weight_bytes;
    if (!compared) continue;
    lost += worth(victim, now);
    if (lost < gained) continue;
    door_.refuse(hash, counters_.entries);
    return false;
  }
  return true;
}

// Looks at two slots on each put, so that what expired leaves memory within half as many puts as
// there are entries, even where nothing is ever evicted.
void Shard::sweep(cache::policy::Time now, Dropped& dropped) {
  for (int looked = 0; looked < 2 && slots_.size() > 0; ++looked) {
    swept_ = swept_ + 1 < slots_.size() ? swept_ + 1 : 0;
    const Slot& slot = slots_[swept_];
    if (slot.item.value == nullptr || slot.expires > now) continue;
    ++counters_.expirations;
    dropped.push_back(remove(swept_));
  }
}

}  // namespace engine::cache
