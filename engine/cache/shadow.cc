#include "engine/cache/shadow.h"

#include <utility>

namespace engine::cache {

bool Shadow::use(std::uint32_t hash) {
  const std::uint32_t at = find(hash);
  if (at == cache::policy::Index::none) return false;
  if (admission_) door_.count(hash);
  order_.touched(at);
  return true;
}

void Shadow::insert(std::uint32_t hash, std::uint64_t weight, std::uint64_t capacity) {
  if (find(hash) != cache::policy::Index::none) return;
  if (admission_) door_.count(hash);
  if (weight > capacity || !make_room(weight, hash, capacity)) return;
  if (free_ == cache::policy::no_slot) {
    free_ = slots_.size();
    slots_.grow_to(free_ + 1);
    slots_[free_].hash = cache::policy::no_slot;
    if (admission_) door_.fit(slots_.size());
  }
  const std::uint32_t at = std::exchange(free_, slots_[free_].hash);
  slots_[at] = {weight, hash, true};
  ++entries_;
  bytes_ += weight;
  index_.insert(hash, at);
  order_.added(at, {hash, weight});
}

void Shadow::forget(std::uint32_t hash) {
  const std::uint32_t at = find(hash);
  if (at == cache::policy::Index::none) return;
  order_.removed(at);
  release(at);
}

void Shadow::keep_below(std::uint64_t limit) {
  for (std::uint32_t at = 0; at < slots_.size(); ++at) {
    if (!slots_[at].there || slots_[at].hash < limit) continue;
    order_.removed(at);
    release(at);
  }
}

std::uint32_t Shadow::find(std::uint32_t hash) const {
  return index_.find(hash, [](std::uint32_t) { return true; });
}

bool Shadow::make_room(std::uint64_t weight, std::uint32_t hash, std::uint64_t capacity) {
  const bool worth_it = choose_victims(weight, hash, capacity);
  for (const std::uint32_t victim : victims_) {
    if (worth_it) {
      release(victim);
    } else {
      order_.spared(victim, {slots_[victim].hash, slots_[victim].weight_bytes});
    }
  }
  return worth_it;
}

// As Shard::choose_victims. A sample may weigh more than its part of the capacity just after it has
// become smaller.
bool Shadow::choose_victims(std::uint64_t weight, std::uint32_t hash, std::uint64_t capacity) {
  victims_.clear();
  std::uint64_t left = bytes_;
  const auto fits = [&] { return left <= capacity && capacity - left >= weight; };
  if (fits()) return true;
  const std::uint32_t gained = admission_ ? door_.worth_of_newcomer(hash) : 0;
  std::uint32_t lost = 0;
  while (!fits()) {
    const std::uint32_t victim = order_.victim();
    victims_.push_back(victim);
    left -= slots_[victim].weight_bytes;
    if (!admission_) continue;
    lost += door_.worth(slots_[victim].hash);
    if (lost < gained) continue;
    door_.refuse(hash, entries_);
    return false;
  }
  return true;
}

/// Precondition: the slot is out of the order.
void Shadow::release(std::uint32_t at) {
  Entry& entry = slots_[at];
  --entries_;
  bytes_ -= entry.weight_bytes;
  index_.erase(entry.hash, at);
  entry.there = false;
  entry.hash = std::exchange(free_, at);
}

}  // namespace engine::cache
