#include "engine/cache/rehearsal.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "engine/cache/cache.h"

namespace rehearsal_test {

using engine::cache::Cache;
using engine::cache::entry_overhead_bytes;
using engine::cache::Rehearsal;
using engine::cache::policy::Mode;
using engine::cache::policy::Policy;

namespace {

constexpr std::uint64_t weight = 100;

std::uint32_t hash_of(std::uint32_t item) {
  const std::uint64_t product = (item + 1) * 0x9e3779b97f4a7c15U;
  return static_cast<std::uint32_t>((product ^ (product >> 29)) * 0xbf58476d1ce4e5b9U >> 32);
}

/// As a cache that never hits would.
void ask(Rehearsal& rehearsal, std::uint32_t item) {
  rehearsal.asked(hash_of(item), {});
  rehearsal.put(hash_of(item), weight);
}

/// Round and round: LRU never hits what is a bit more than its capacity.
void loop(Rehearsal& rehearsal, std::uint32_t items, int accesses) {
  for (int i = 0; i < accesses; ++i) ask(rehearsal, static_cast<std::uint32_t>(i) % items);
}

/// What is asked for was new lately: an item for each access, and one of the last `recent` again.
void move_on(Rehearsal& rehearsal, std::uint32_t recent, int accesses) {
  std::mt19937 random(5);
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(accesses); ++i) {
    ask(rehearsal, 1'000'000 + i);
    ask(rehearsal, 1'000'000 + i - random() % std::min(i + 1, recent));
  }
}

std::uint64_t hits(Policy policy, const std::vector<std::uint32_t>& items) {
  Cache<int> cache({.policy = policy,
                    .admission = policy != Policy::lru,
                    .capacity_bytes = 100 * (weight + entry_overhead_bytes),
                    .ttl = {}});
  for (const std::uint32_t item : items) {
    const engine::key::Key key{hash_of(item), item};
    if (!cache.get(key, {})) cache.put(key, std::make_shared<const int>(1), weight, {}, {});
  }
  return cache.counters().hits;
}

}  // namespace

TEST_CASE("it begins with recency, learns frequency from a loop, and unlearns it") {
  for (const bool admission : {false, true}) {
    Rehearsal rehearsal(200 * weight, admission);
    CHECK(rehearsal.mode() == Mode::recency);
    move_on(rehearsal, 150, 10'000);
    CHECK(rehearsal.mode() == Mode::recency);
  }
  Rehearsal rehearsal(200 * weight, true);
  loop(rehearsal, 250, 5'000);
  CHECK(rehearsal.mode() == Mode::frequency);
  move_on(rehearsal, 150, 20'000);
  CHECK(rehearsal.mode() == Mode::recency);
}

TEST_CASE("of many keys it sees a sample that it can hold, and learns the same from it") {
  constexpr std::uint32_t capacity = 20'000;
  Rehearsal rehearsal(capacity * weight, true);
  CHECK(rehearsal.keys_per_sample() == 1);
  loop(rehearsal, Rehearsal::most_entries, Rehearsal::most_entries);
  CHECK(rehearsal.keys_per_sample() == 1);
  loop(rehearsal, capacity * 5 / 4, capacity * 10);
  CHECK(rehearsal.keys_per_sample() == 32);  // 20,000 / 1,024, and up to a power of two
  CHECK(rehearsal.mode() == Mode::frequency);
}

TEST_CASE("what the cache found counts as there, even where no shadow has it yet") {
  Rehearsal rehearsal(200 * weight, true);
  for (int round = 0; round < 20; ++round) {
    for (std::uint32_t item = 0; item < 250; ++item) rehearsal.asked(hash_of(item), weight);
  }
  CHECK(rehearsal.mode() == Mode::frequency);
}

TEST_CASE("no bound, however great or small, and no weight makes it stumble") {
  for (const std::uint64_t capacity : {std::uint64_t{0}, std::uint64_t{1}, UINT64_MAX}) {
    Rehearsal rehearsal(capacity, true);
    for (std::uint32_t item = 0; item < 3'000; ++item) {
      rehearsal.put(hash_of(item), item % 3 == 0 ? UINT64_MAX : item);
      rehearsal.forget(hash_of(item / 2));
    }
    rehearsal.clear();
    CHECK(rehearsal.mode() == Mode::recency);
  }
}

TEST_CASE("an adaptive cache hits as LRU where that is best, and nearly as SIEVE in a loop") {
  std::mt19937 random(5);
  std::vector<std::uint32_t> moving, looping;
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    moving.push_back(i);
    moving.push_back(i - random() % std::min(i + 1, 80U));
    looping.push_back(i % 130);
  }
  CHECK(hits(Policy::adaptive, moving) == hits(Policy::lru, moving));
  CHECK(hits(Policy::sieve, moving) < hits(Policy::lru, moving));
  CHECK(hits(Policy::lru, looping) == 0);
  CHECK(hits(Policy::adaptive, looping) > hits(Policy::sieve, looping) * 95 / 100);
}

}  // namespace rehearsal_test
