#include "engine/predict/successors.h"

#include <doctest/doctest.h>

#include <random>

namespace successors_test {

using engine::predict::Successors;

namespace {

/// Well-mixed bits (SplitMix64) for the i-th item.
std::uint64_t item(std::uint64_t i) {
  std::uint64_t z = (i + 1) * 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

}  // namespace

TEST_CASE("nothing is known at first, and once is not enough") {
  Successors successors;
  CHECK_FALSE(successors.after(item(1)));
  successors.follow(item(1));
  successors.follow(item(2));
  CHECK_FALSE(successors.after(item(1)));
}

TEST_CASE("a sequence that comes again is known") {
  Successors successors;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 1'000; ++i) successors.follow(item(i));
  }
  int known = 0;
  for (int i = 0; i < 1'000; ++i) known += successors.after(item(i)) == item((i + 1) % 1'000);
  CHECK(known == 1'000);
}

TEST_CASE("of two that come after it the one that comes mostly is expected, of three equals none") {
  Successors mostly;
  Successors equal;
  for (int i = 0; i < 40; ++i) {
    mostly.follow(item(0));
    mostly.follow(item(i % 4 == 0 ? 1 : 2));
    equal.follow(item(0));
    equal.follow(item(i % 3 + 1));
  }
  CHECK(mostly.after(item(0)) == item(2));
  CHECK_FALSE(equal.after(item(0)));
}

TEST_CASE("what no longer holds is forgotten") {
  Successors successors;
  const auto follow = [&](std::uint64_t next) {
    successors.follow(item(0));
    successors.follow(item(next));
  };
  for (int i = 0; i < 1'000; ++i) follow(1);
  CHECK(successors.after(item(0)) == item(1));
  for (int i = 0; i < 40; ++i) follow(2);
  CHECK(successors.after(item(0)) == item(2));
}

TEST_CASE("many rare ones don't hide the usual one") {
  Successors successors;
  std::mt19937_64 random(1);
  for (int i = 0; i < 2'000; ++i) {
    successors.follow(item(0));
    successors.follow(random() % 10 < 7 ? item(1) : random());
  }
  CHECK(successors.after(item(0)) == item(1));
}

TEST_CASE("at random hardly anything is expected") {
  Successors successors;
  std::mt19937_64 random(2);
  int expected = 0;
  for (int i = 0; i < 50'000; ++i) {
    const std::uint64_t next = item(random() % 500);
    successors.follow(next);
    expected += successors.after(next) ? 1 : 0;
  }
  CHECK(expected < 500);
}

TEST_CASE("more items than it has room for push one another out, and those that come often stay") {
  Successors successors({.items = 64});
  for (int i = 0; i < 100'000; ++i) {
    successors.follow(item(1));
    successors.follow(item(2));
    successors.follow(item(1'000 + i));
  }
  CHECK(successors.after(item(1)) == item(2));
}

}  // namespace successors_test
