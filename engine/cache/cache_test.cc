#include "engine/cache/cache.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <list>
#include <map>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

namespace cache_test {

using namespace std::chrono_literals;
using engine::cache::Cache;
using engine::cache::Counters;
using engine::cache::entry_overhead_bytes;
using engine::cache::policy::Limits;
using engine::cache::policy::Time;
using engine::key::Key;

namespace {

constexpr Time start = Time{} + 1h;

Key key(std::uint64_t n) {
  return {n / 3, n};
}

std::shared_ptr<const int> value(std::uint64_t n) {
  return std::make_shared<const int>(static_cast<int>(n));
}

Limits bounded(std::uint64_t bytes) {
  return {.capacity_bytes = bytes, .ttl = {}};
}

/// SIEVE as the paper's pseudo-code has it, over a list and a map; `front` is the newest.
class Model {
 public:
  explicit Model(std::uint64_t capacity) : capacity_(capacity) {}

  bool get(std::uint64_t n) {
    const auto at = find(n);
    if (at == queue_.end()) return false;
    at->visited = true;
    return true;
  }

  void put(std::uint64_t n, std::uint64_t weight) {
    weight += entry_overhead_bytes;
    erase(find(n));
    if (weight > capacity_) return;
    while (bytes_ + weight > capacity_) evict();
    queue_.push_front({n, weight, false});
    bytes_ += weight;
  }

  bool invalidate(std::uint64_t n) {
    const auto at = find(n);
    const bool found = at != queue_.end();
    erase(at);
    return found;
  }

  std::uint64_t bytes() const { return bytes_; }
  std::uint64_t entries() const { return queue_.size(); }
  std::uint64_t evictions() const { return evictions_; }

 private:
  struct Entry {
    std::uint64_t n;
    std::uint64_t weight;
    bool visited;
  };
  using Place = std::list<Entry>::iterator;

  Place find(std::uint64_t n) {
    return std::find_if(queue_.begin(), queue_.end(), [&](const Entry& e) { return e.n == n; });
  }

  Place newer(Place at) { return at == queue_.begin() ? queue_.end() : std::prev(at); }

  void erase(Place at) {
    if (at == queue_.end()) return;
    if (at == hand_) hand_ = newer(at);
    bytes_ -= at->weight;
    queue_.erase(at);
  }

  void evict() {
    if (hand_ == queue_.end()) hand_ = std::prev(queue_.end());
    while (hand_->visited) {
      hand_->visited = false;
      hand_ = newer(hand_);
      if (hand_ == queue_.end()) hand_ = std::prev(queue_.end());
    }
    ++evictions_;
    erase(hand_);
  }

  std::uint64_t capacity_;
  std::uint64_t bytes_ = 0;
  std::uint64_t evictions_ = 0;
  std::list<Entry> queue_;
  Place hand_ = queue_.end();
};

/// Popularity rank^-0.9 over `keys` keys.
std::discrete_distribution<std::uint64_t> zipf(std::size_t keys) {
  std::vector<double> weights(keys);
  for (std::size_t i = 0; i < keys; ++i) weights[i] = std::pow(static_cast<double>(i + 1), -0.9);
  return {weights.begin(), weights.end()};
}

std::uint64_t hits_of_lru(const std::vector<std::uint64_t>& requests, std::size_t entries) {
  std::list<std::uint64_t> queue;
  std::unordered_map<std::uint64_t, std::list<std::uint64_t>::iterator> places;
  std::uint64_t hits = 0;
  for (const std::uint64_t n : requests) {
    if (const auto known = places.find(n); known != places.end()) {
      ++hits;
      queue.splice(queue.begin(), queue, known->second);
      continue;
    }
    if (queue.size() == entries) {
      places.erase(queue.back());
      queue.pop_back();
    }
    queue.push_front(n);
    places[n] = queue.begin();
  }
  return hits;
}

}  // namespace

TEST_CASE("what was put is what one gets") {
  Cache<std::string> cache(Limits{});
  CHECK(cache.get(key(1), start) == nullptr);
  const auto text = std::make_shared<const std::string>("text");
  cache.put(key(1), text, text->size(), 5ms, start);
  CHECK(cache.get(key(1), start) == text);
  CHECK(cache.get(key(2), start) == nullptr);
}

TEST_CASE("a later value replaces the earlier") {
  Cache<int> cache(Limits{});
  cache.put(key(1), value(1), 10, 1ms, start);
  cache.put(key(1), value(2), 30, 1ms, start);
  CHECK(*cache.get(key(1), start) == 2);
  CHECK(cache.counters().entries == 1);
  CHECK(cache.counters().bytes == 30 + entry_overhead_bytes);
  CHECK(cache.counters().evictions == 0);
}

TEST_CASE("the counters add up what happened, and the time that hits saved") {
  Cache<int> cache(Limits{});
  cache.put(key(1), value(1), 10, 3ms, start);
  cache.put(key(2), value(2), 20, 500us, start);
  for (int i = 0; i < 4; ++i) cache.get(key(1), start);
  cache.get(key(2), start);
  cache.get(key(3), start);
  const Counters counters = cache.counters();
  CHECK(counters.hits == 5);
  CHECK(counters.misses == 1);
  CHECK(counters.insertions == 2);
  CHECK(counters.entries == 2);
  CHECK(counters.bytes == 30 + 2 * entry_overhead_bytes);
  CHECK(counters.time_saved == 12'500us);
}

TEST_CASE("single-threaded, it does exactly what SIEVE does") {
  std::mt19937_64 random(7);
  for (const std::uint64_t capacity : {3'000U, 20'000U}) {
    Cache<int> cache(bounded(capacity));
    Model model(capacity);
    auto popular = zipf(150);
    for (int step = 0; step < 30'000; ++step) {
      const std::uint64_t n = popular(random);
      const std::uint64_t kind = random() % 16;
      if (kind == 0) {
        CHECK(cache.invalidate(key(n)) == model.invalidate(n));
      } else if (kind < 6) {
        const std::uint64_t weight = random() % 700 == 0 ? capacity : random() % 300;
        cache.put(key(n), value(n), weight, 1us, start);
        model.put(n, weight);
      } else {
        const auto found = cache.get(key(n), start);
        CHECK((found != nullptr) == model.get(n));
        if (found) CHECK(*found == static_cast<int>(n));
      }
      const Counters counters = cache.counters();
      REQUIRE(counters.bytes == model.bytes());
      REQUIRE(counters.entries == model.entries());
      REQUIRE(counters.evictions == model.evictions());
      REQUIRE(counters.bytes <= capacity);
    }
  }
}

TEST_CASE("without a bound, it does exactly what a map with expiry times does") {
  std::mt19937_64 random(11);
  Cache<int> cache({.capacity_bytes = {}, .ttl = 1s});
  std::map<std::uint64_t, Time> expires;
  Time now = start;
  for (int step = 0; step < 50'000; ++step) {
    now += std::chrono::microseconds(random() % 5'000);
    const std::uint64_t n = random() % 500;
    if (random() % 3 == 0) {
      cache.put(key(n), value(n), 1, 1us, now);
      expires[n] = now + 1s;
    } else {
      const auto known = expires.find(n);
      const bool good = known != expires.end() && now < known->second;
      CHECK((cache.get(key(n), now) != nullptr) == good);
    }
  }
  CHECK(cache.counters().expirations > 1'000);
}

TEST_CASE("a value is good until its time to live is over, not a nanosecond longer") {
  Cache<int> cache({.capacity_bytes = {}, .ttl = 10s});
  cache.put(key(1), value(1), 1, 1us, start);
  CHECK(cache.get(key(1), start + 10s - 1ns) != nullptr);
  CHECK(cache.get(key(1), start + 10s) == nullptr);
  CHECK(cache.counters().expirations == 1);
  CHECK(cache.counters().entries == 0);
  CHECK(cache.counters().misses == 1);
}

TEST_CASE("putting a value again renews its time to live") {
  Cache<int> cache({.capacity_bytes = {}, .ttl = 10s});
  cache.put(key(1), value(1), 1, 1us, start);
  cache.put(key(1), value(1), 1, 1us, start + 9s);
  CHECK(cache.get(key(1), start + 18s) != nullptr);
}

TEST_CASE("the longest time to live is for ever") {
  Cache<int> cache({.capacity_bytes = {}, .ttl = std::chrono::nanoseconds::max()});
  cache.put(key(1), value(1), 1, 1us, start);
  CHECK(cache.get(key(1), start + 24h * 365 * 100) != nullptr);
}

TEST_CASE("what expired leaves memory without being asked for") {
  Cache<int> cache({.capacity_bytes = {}, .ttl = 1s});
  std::vector<std::weak_ptr<const int>> old;
  for (std::uint64_t n = 0; n < 1'000; ++n) {
    const auto made = value(n);
    old.push_back(made);
    cache.put(key(n), made, 1, 1us, start);
  }
  for (std::uint64_t n = 0; n < 2'000; ++n) {
    cache.put(key(1'000'000 + n), value(n), 1, 1us, start + 2s);
  }
  CHECK(std::all_of(old.begin(), old.end(), [](const auto& gone) { return gone.expired(); }));
  CHECK(cache.counters().expirations == 1'000);
  CHECK(cache.counters().entries == 2'000);
}

TEST_CASE("an evicted value is freed, unless somebody still holds it") {
  Cache<int> cache(bounded(1'000));
  std::weak_ptr<const int> held_by_cache;
  {
    const auto made = value(1);
    held_by_cache = made;
    cache.put(key(1), made, 500, 1us, start);
  }
  cache.put(key(2), value(2), 200, 1us, start);
  const auto second = cache.get(key(2), start);
  cache.put(key(3), value(3), 800, 1us, start);
  CHECK(held_by_cache.expired());
  REQUIRE(second != nullptr);
  CHECK(*second == 2);
  CHECK(cache.get(key(2), start) == nullptr);
}

TEST_CASE("a value that is too heavy is not admitted, and what was there before is gone") {
  Cache<int> cache(bounded(1'000));
  cache.put(key(1), value(1), 100, 1us, start);
  cache.put(key(2), value(2), 1'001 - entry_overhead_bytes, 1us, start);
  CHECK(cache.get(key(1), start) != nullptr);
  CHECK(cache.get(key(2), start) == nullptr);
  CHECK(cache.counters().rejections == 1);
  cache.put(key(1), value(9), UINT64_MAX, 1us, start);
  CHECK(cache.get(key(1), start) == nullptr);
  CHECK(cache.counters().rejections == 2);
  cache.put(key(2), value(2), 1'000 - entry_overhead_bytes, 1us, start);
  CHECK(cache.get(key(2), start) != nullptr);
  CHECK(cache.counters().bytes == 1'000);
}

TEST_CASE("a capacity of nought keeps nothing") {
  Cache<int> cache(bounded(0));
  cache.put(key(1), value(1), 0, 1us, start);
  CHECK(cache.get(key(1), start) == nullptr);
  CHECK(cache.counters().rejections == 1);
  CHECK(cache.counters().bytes == 0);
}

TEST_CASE("a big cache, in shards, fills its bound and keeps to it") {
  constexpr std::uint64_t capacity = 64 << 20;
  Cache<int> cache(bounded(capacity));
  for (std::uint64_t n = 0; n < 20'000; ++n) {
    cache.put(key(n), value(n), 20'000, 1us, start);
    REQUIRE(cache.counters().bytes <= capacity);
  }
  CHECK(cache.counters().bytes > capacity / 100 * 98);
  CHECK(cache.counters().insertions == 20'000);
  CHECK(cache.counters().evictions + cache.counters().entries == 20'000);
}

TEST_CASE("clearing forgets the values and keeps the totals") {
  Cache<int> cache({.capacity_bytes = 10'000, .ttl = 1s});
  for (std::uint64_t n = 0; n < 20; ++n) cache.put(key(n), value(n), 100, 1us, start);
  cache.clear();
  CHECK(cache.get(key(3), start) == nullptr);
  CHECK(cache.counters().entries == 0);
  CHECK(cache.counters().bytes == 0);
  CHECK(cache.counters().insertions == 20);
  cache.put(key(3), value(3), 100, 1us, start);
  CHECK(cache.get(key(3), start) != nullptr);
}

TEST_CASE("on Zipf's law it hits more often than LRU does") {
  std::mt19937_64 random(3);
  auto popular = zipf(10'000);
  std::vector<std::uint64_t> requests(100'000);
  for (std::uint64_t& request : requests) request = popular(random);
  for (const std::size_t entries : {200U, 1'000U}) {
    Cache<int> cache(bounded(entries * (40 + entry_overhead_bytes)));
    for (const std::uint64_t n : requests) {
      if (!cache.get(key(n), start)) cache.put(key(n), value(n), 40, 1us, start);
    }
    CHECK(cache.counters().hits > hits_of_lru(requests, entries) * 105 / 100);
  }
}

}  // namespace cache_test
