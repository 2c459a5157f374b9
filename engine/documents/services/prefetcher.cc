#include "engine/documents/services/prefetcher.h"

#include <xxhash.h>

#include <algorithm>

namespace engine::documents::services {

using content::Content;

namespace {

/// How far ahead of the latest submission.
constexpr int farthest = 4;
constexpr std::uint32_t first_budget = 32;
constexpr std::uint32_t highest_budget = 256;
constexpr std::uint64_t submissions_per_proposal = 32;
/// Whoever was not heard of for so many submissions was shed, or dropped from the idle lane.
constexpr std::uint64_t longest_busy = 512;

std::uint64_t name_of(const items::Document& document) {
  return std::max<std::uint64_t>(1, XXH3_64bits(document.id.data(), document.id.size()));
}

}  // namespace

Prefetcher::Prefetcher(const cache::Cache<Content>& cache, const predict::Limits& limits)
    : cache_(cache), successors_(limits), known_(limits.items), budget_(first_budget) {}

bool Prefetcher::lacks(const Known& known, Time now) const {
  return known.busy_until <= submissions_ && !(known.key && cache_.has(*known.key, now));
}

std::vector<items::Document> Prefetcher::submitted(const items::Document& document, Time now) {
  if (document.bytes) return {};  // they are here only now
  std::uint64_t name = name_of(document);
  std::vector<items::Document> proposed;
  const std::lock_guard lock(mutex_);
  if (++submissions_ % submissions_per_proposal == 0) {
    budget_ = std::min(budget_ + 1, highest_budget);
  }
  successors_.follow(name);
  Known& own = slot_of(name);
  if (own.name != name) own = {.name = name, .document = document, .key = {}};
  own.busy_until = submissions_ + longest_busy;
  for (int ahead = 0; ahead < farthest && budget_ > 0; ++ahead) {
    const auto next = successors_.after(name);
    if (!next || slot_of(*next).name != *next) break;
    name = *next;
    Known& known = slot_of(name);
    if (!lacks(known, now)) continue;
    known.busy_until = submissions_ + longest_busy;
    --budget_;
    ++counters_.proposed;
    proposed.push_back(known.document);
  }
  return proposed;
}

Prefetcher::Known* Prefetcher::find(const items::Document& document) {
  const std::uint64_t name = name_of(document);
  Known& known = slot_of(name);
  return known.name == name ? &known : nullptr;
}

void Prefetcher::looked_up(const items::Document& document, const key::Key& key, bool was_cached) {
  const std::lock_guard lock(mutex_);
  Known* const known = find(document);
  if (known == nullptr) return;
  known->key = key;
  known->busy_until = 0;
  if (known->ahead && was_cached) {
    ++counters_.used;
    budget_ = std::min(budget_ + 2, highest_budget);
  }
  known->ahead = false;
}

void Prefetcher::made(const items::Document& document, const key::Key& key) {
  const std::lock_guard lock(mutex_);
  ++counters_.made;
  Known* const known = find(document);
  if (known == nullptr) return;
  known->key = key;
  known->busy_until = 0;
  known->ahead = true;
}

PrefetchCounters Prefetcher::counters() const {
  const std::lock_guard lock(mutex_);
  return counters_;
}

}  // namespace engine::documents::services
