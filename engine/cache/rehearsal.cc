#include "engine/cache/rehearsal.h"

#include <algorithm>

namespace engine::cache {

Rehearsal::Rehearsal(std::uint64_t capacity_bytes, bool admission)
    : capacity_bytes_(capacity_bytes),
      recency_(cache::policy::Policy::lru, false),
      frequency_(cache::policy::Policy::sieve, admission) {}

void Rehearsal::rehearse_asked(std::uint32_t hash, std::optional<std::uint64_t> weight) {
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock || !samples(hash)) return;
  const bool recency_hit = recency_.use(hash);
  const bool frequency_hit = frequency_.use(hash);
  if (weight) insert(hash, *weight);
  contest_.judge(recency_hit, frequency_hit, recency_.entries());
  if (contest_.leader() != mode()) mode_.store(contest_.leader(), std::memory_order_relaxed);
}

void Rehearsal::rehearse_put(std::uint32_t hash, std::uint64_t weight) {
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (lock && samples(hash)) insert(hash, weight);
}

void Rehearsal::insert(std::uint32_t hash, std::uint64_t weight) {
  const std::uint64_t capacity = capacity_bytes_ / keys_per_sample();
  recency_.insert(hash, weight, capacity);
  frequency_.insert(hash, weight, capacity);
  if (std::max(recency_.entries(), frequency_.entries()) <= most_entries) return;
  const std::uint64_t half = limit_.load(std::memory_order_relaxed) / 2;
  limit_.store(half, std::memory_order_relaxed);
  recency_.keep_below(half);
  frequency_.keep_below(half);
}

void Rehearsal::forget(std::uint32_t hash) {
  if (!samples(hash)) return;
  const std::lock_guard lock(mutex_);
  recency_.forget(hash);
  frequency_.forget(hash);
}

void Rehearsal::clear() {
  const std::lock_guard lock(mutex_);
  recency_.keep_below(0);
  frequency_.keep_below(0);
}

}  // namespace engine::cache
