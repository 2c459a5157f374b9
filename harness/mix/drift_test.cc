#include "harness/mix/drift.h"

#include <doctest/doctest.h>

#include <vector>

namespace drift_test {

using harness::mix::Drift;
using harness::mix::Permutation;
using harness::schedule::Generator;
using harness::schedule::Stream;

namespace {

constexpr std::uint64_t population = 1000;
constexpr std::uint64_t turnover = 20'000;

/// How many requests of `draws` asked for the hundred items that a first, unmoved ranking has on
/// top.
double share_of_first_favourites(Drift& drift, Generator& generator, std::uint64_t seed,
                                 std::uint64_t draws) {
  std::vector<bool> favourite(population);
  const Permutation first(population, seed);
  for (std::uint64_t rank = 0; rank < 100; ++rank) favourite[first(rank)] = true;
  std::uint64_t hits = 0;
  for (std::uint64_t i = 0; i < draws; ++i) {
    const std::uint64_t item = drift(generator);
    REQUIRE(item < population);
    hits += favourite[item] ? 1 : 0;
  }
  return static_cast<double>(hits) / static_cast<double>(draws);
}

}  // namespace

TEST_CASE("a ranking fades: strong at first, half gone at half a turnover, then by chance only") {
  constexpr std::uint64_t seed = 3;
  Drift drift(population, 0.9, turnover, seed);
  Generator generator(seed, Stream::items);
  const double strong = share_of_first_favourites(drift, generator, seed, turnover / 20);
  CHECK(strong > 0.55);
  share_of_first_favourites(drift, generator, seed, turnover * 17 / 40);
  const double half = share_of_first_favourites(drift, generator, seed, turnover / 20);
  CHECK(half < 0.75 * strong);
  CHECK(half > 0.4 * strong);
  share_of_first_favourites(drift, generator, seed, turnover * 19 / 40);
  // Whoever is asked for now was not chosen for having been asked for then: 100 of 1,000 items,
  // whose share hangs on how many of them are favourites again.
  const double gone = share_of_first_favourites(drift, generator, seed, turnover);
  CHECK(gone < 0.35);
}

TEST_CASE("each request is by Zipf's law, whatever ranking it follows") {
  Drift drift(population, 0.9, 50, 1);  // so fast that every item has its day
  Generator generator(1, Stream::items);
  std::vector<int> counts(population);
  constexpr int draws = 200'000;
  for (int i = 0; i < draws; ++i) ++counts[drift(generator)];
  for (const int count : counts) {
    CHECK(count > draws / 1000 / 3);
    CHECK(count < draws / 1000 * 3);
  }
}

TEST_CASE("a seed fixes the items, and a copy goes on alike") {
  Drift one(population, 0.9, 10, 8);
  Drift same(population, 0.9, 10, 8);
  Generator first(8, Stream::items);
  Generator second(8, Stream::items);
  for (int i = 0; i < 500; ++i) REQUIRE(one(first) == same(second));
  Drift copy = one;
  for (int i = 0; i < 500; ++i) REQUIRE(one(first) == copy(second));
}

TEST_CASE("the least that can drift") {
  Drift drift(1, 0, 1, 0);
  Generator generator(0, Stream::items);
  for (int i = 0; i < 10; ++i) REQUIRE(drift(generator) == 0);
}

}  // namespace drift_test
