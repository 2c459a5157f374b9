#include "engine/documents/services/prefetcher.h"

#include <doctest/doctest.h>

#include <random>

namespace prefetcher_test {

using engine::documents::items::Content;
using engine::documents::items::Document;
using engine::documents::services::Prefetcher;
using engine::key::Key;
using Cache = engine::cache::Cache<Content>;

namespace {

const engine::Time now{};

Document document(std::uint64_t i) {
  return {.id = "d" + std::to_string(i), .path = "p" + std::to_string(i), .bytes = {}};
}

Key key(std::uint64_t i) {
  return {i + 1, (i + 1) * 0x9E3779B97F4A7C15ULL};
}

void put(Cache& cache, std::uint64_t i) {
  cache.put(key(i), std::make_shared<Content>(), 100, {}, now);
}

/// Submits it and looks it up, as an engine that works on one document at a time.
std::vector<std::string> submit(Prefetcher& prefetcher, Cache& cache, std::uint64_t i) {
  std::vector<std::string> proposed;
  for (const Document& one : prefetcher.submitted(document(i), now)) proposed.push_back(one.id);
  prefetcher.looked_up(document(i), key(i), cache.get(key(i), now) != nullptr);
  return proposed;
}

}  // namespace

TEST_CASE("what came next twice is proposed the next time, some steps ahead") {
  Cache cache({});
  Prefetcher prefetcher(cache);
  for (int round = 0; round < 2; ++round) {
    for (std::uint64_t i = 0; i < 20; ++i) CHECK(submit(prefetcher, cache, i).empty());
  }
  using Ids = std::vector<std::string>;
  CHECK(submit(prefetcher, cache, 0) == Ids{"d1", "d2", "d3", "d4"});
  CHECK(submit(prefetcher, cache, 1) == Ids{"d5"});  // the others were proposed a moment ago
}

TEST_CASE("what the cache has is not proposed") {
  Cache cache({});
  Prefetcher prefetcher(cache);
  put(cache, 1);
  put(cache, 3);
  for (int round = 0; round < 2; ++round) {
    for (std::uint64_t i = 0; i < 10; ++i) submit(prefetcher, cache, i);
  }
  CHECK(submit(prefetcher, cache, 0) == std::vector<std::string>{"d2", "d4"});
}

TEST_CASE("documents that bring their bytes are none to be made ahead") {
  Cache cache({});
  Prefetcher prefetcher(cache);
  for (int round = 0; round < 5; ++round) {
    for (std::uint64_t i = 0; i < 10; ++i) {
      Document one = document(i);
      one.bytes = "text";
      CHECK(prefetcher.submitted(one, now).empty());
    }
  }
}

TEST_CASE("one that was made and then asked for is used, once") {
  Cache cache({});
  Prefetcher prefetcher(cache);
  for (int round = 0; round < 3; ++round)
    submit(prefetcher, cache, 0), submit(prefetcher, cache, 1);
  prefetcher.made(document(1), key(1));
  put(cache, 1);
  for (int again = 0; again < 2; ++again) submit(prefetcher, cache, 1);
  CHECK(prefetcher.counters().made == 1);
  CHECK(prefetcher.counters().used == 1);
}

TEST_CASE("proposals that are never used come to a bounded number") {
  Cache cache({});
  Prefetcher prefetcher(cache);
  constexpr std::uint64_t submissions = 20'000;
  for (std::uint64_t i = 0; i < submissions; ++i) submit(prefetcher, cache, i % 2'000);
  CHECK(prefetcher.counters().proposed > 32);  // all of it is expected, and the cache takes nothing
  CHECK(prefetcher.counters().proposed <= 32 + submissions / 32);
}

TEST_CASE("at random little is proposed") {
  Cache cache({});
  Prefetcher prefetcher(cache);
  std::mt19937_64 random(1);
  for (int i = 0; i < 20'000; ++i) submit(prefetcher, cache, random() % 500);
  CHECK(prefetcher.counters().proposed < 200);
}

}  // namespace prefetcher_test
