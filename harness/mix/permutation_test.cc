#include "harness/mix/permutation.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace permutation_test {

using namespace harness::mix;

TEST_CASE("every item comes exactly once, whatever size and seed") {
  for (std::uint64_t size = 1; size <= 300; ++size) {
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
      const Permutation permutation(size, seed);
      std::vector<bool> seen(size);
      for (std::uint64_t i = 0; i < size; ++i) {
        const std::uint64_t item = permutation(i);
        REQUIRE(item < size);
        REQUIRE(!seen[item]);
        seen[item] = true;
      }
    }
  }
}

TEST_CASE("the largest sizes stay in range") {
  for (const std::uint64_t size : {std::uint64_t{1} << 63, (std::uint64_t{1} << 53) + 1}) {
    const Permutation permutation(size, 5);
    for (std::uint64_t i = 0; i < 1000; ++i) {
      REQUIRE(permutation(i) < size);
      REQUIRE(permutation(size - 1 - i) < size);
    }
  }
}

TEST_CASE("the order has nothing to do with the corpus's, and changes with the seed") {
  const std::uint64_t size = 10'000;
  const double n = static_cast<double>(size);
  const double mean = (n - 1) / 2;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Permutation permutation(size, seed);
    const Permutation other(size, seed + 1);
    double covariance = 0;
    int neighbours = 0;
    int same = 0;
    for (std::uint64_t i = 0; i < size; ++i) {
      const double item = static_cast<double>(permutation(i));
      covariance += (static_cast<double>(i) - mean) * (item - mean);
      if (i > 0 && std::abs(item - static_cast<double>(permutation(i - 1))) <= 1) ++neighbours;
      if (permutation(i) == other(i)) ++same;
    }
    const double correlation = covariance / (n * (n * n - 1) / 12);
    CHECK(std::abs(correlation) < 5 / std::sqrt(n));
    CHECK(neighbours < 20);  // two are expected of a random order
    CHECK(same < 20);        // one is
  }
}

}  // namespace permutation_test
