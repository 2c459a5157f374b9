#include "engine/bloom/filter.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <thread>
#include <vector>

namespace filter_test {

using engine::bloom::Filter;

namespace {

std::size_t false_positives(const Filter& filter, std::mt19937_64& random, std::size_t asked) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < asked; ++i) found += filter.may_have(random()) ? 1 : 0;
  return found;
}

}  // namespace

TEST_CASE("an empty filter has nothing") {
  const Filter filter(1'000);
  std::mt19937_64 random(1);
  CHECK(false_positives(filter, random, 100'000) == 0);
  CHECK(filter.false_positive_rate(0) == doctest::Approx(0).epsilon(1e-9));
}

TEST_CASE("what was added is always there") {
  Filter filter(10'000);
  std::mt19937_64 random(2);
  for (int i = 0; i < 10'000; ++i) filter.add(random());
  std::mt19937_64 again(2);
  for (int i = 0; i < 10'000; ++i) REQUIRE(filter.may_have(again()));
}

TEST_CASE("false positives are as many as the formula says, at every fill") {
  constexpr std::size_t asked = 400'000;
  for (const double fill : {0.5, 1.0, 2.0, 4.0}) {
    Filter filter(50'000);
    std::mt19937_64 random(3);
    const auto keys = static_cast<std::size_t>(fill * 50'000);
    for (std::size_t i = 0; i < keys; ++i) filter.add(random());
    const double expected = filter.false_positive_rate(keys) * asked;
    const auto found = static_cast<double>(false_positives(filter, random, asked));
    CAPTURE(fill);
    // Four standard deviations of the sampling, and 3 % for the bits not being quite independent.
    CHECK(std::abs(found - expected) < 4 * std::sqrt(expected) + 0.03 * expected);
  }
}

TEST_CASE("as many keys as expected leave fewer than one false answer in two hundred") {
  Filter filter(20'000);
  std::mt19937_64 random(4);
  for (int i = 0; i < 20'000; ++i) filter.add(random());
  CHECK(filter.false_positive_rate(20'000) < 0.005);
  CHECK(filter.memory_bytes() == doctest::Approx(20'000 * 1.5).epsilon(0.01));
}

TEST_CASE("it knows how full it is") {
  Filter filter(1'000);
  std::mt19937_64 random(5);
  for (int i = 0; i < 900; ++i) filter.add(random());
  CHECK_FALSE(filter.is_full());
  CHECK(filter.keys() >= 890);
  CHECK(filter.keys() <= 900);
  for (int i = 0; i < 200; ++i) filter.add(random());
  CHECK(filter.is_full());
  const std::size_t before = filter.keys();
  std::mt19937_64 again(5);
  for (int i = 0; i < 900; ++i) filter.add(again());
  CHECK(filter.keys() == before);
}

TEST_CASE("the smallest filter works") {
  Filter filter(0);
  filter.add(~0ULL);
  CHECK(filter.may_have(~0ULL));
  CHECK_FALSE(filter.may_have(0x12345678));
}

TEST_CASE("threads add side by side and none's key is lost") {
  Filter filter(4'000);
  std::vector<std::thread> threads;
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    threads.emplace_back([&filter, seed] {
      std::mt19937_64 random(seed);
      for (int i = 0; i < 1'000; ++i) filter.add(random());
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    std::mt19937_64 random(seed);
    for (int i = 0; i < 1'000; ++i) REQUIRE(filter.may_have(random()));
  }
}

}  // namespace filter_test
