#include "harness/mix/zipf.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "harness/schedule/goodness_of_fit.h"

namespace zipf_test {

using namespace harness::mix;
using namespace harness::schedule;

namespace {

/// The chances of ranks 0 .. size - 1, by the law's definition.
std::vector<double> law(std::size_t size, double exponent) {
  std::vector<double> chances(size);
  double sum = 0;
  for (std::size_t i = size; i-- > 0;) sum += chances[i] = std::pow(i + 1.0, -exponent);
  for (double& chance : chances) chance /= sum;
  return chances;
}

/// Draws against the law, ranks from `tail` on taken together; `other` is the law's exponent.
double fit(std::uint64_t size, double exponent, double other, std::size_t tail, int draws) {
  const Zipf zipf(size, exponent);
  Generator generator(11, Stream::items);
  std::vector<double> observed(tail + 1);
  for (int i = 0; i < draws; ++i) {
    const std::uint64_t rank = zipf(generator);
    REQUIRE(rank < size);
    ++observed[std::min<std::size_t>(rank, tail)];
  }
  std::vector<double> expected(tail + 1);
  const std::vector<double> chances = law(size, other);
  for (std::size_t i = 0; i < chances.size(); ++i)
    expected[std::min(i, tail)] += draws * chances[i];
  if (expected[tail] == 0) {
    observed.pop_back();
    expected.pop_back();
  }
  return chi_square_p(observed, expected, 1);
}

}  // namespace

TEST_CASE("frequencies follow the law in its closed form") {
  for (const double exponent : {0.0, 0.5, 0.9, 0.99, 1.0, 1.01, 1.2, 2.0}) {
    for (const std::uint64_t size : {2U, 3U, 10U, 1000U, 100'000U}) {
      CAPTURE(exponent);
      CAPTURE(size);
      const std::size_t tail = std::min<std::size_t>(size, 20);
      const bool rare_tail = exponent > 1.5 && size > 10;  // fewer than 5 draws in each class
      CHECK(fit(size, exponent, exponent, rare_tail ? 10 : tail, 40'000) > 1e-3);
    }
  }
}

TEST_CASE("the fit would notice an exponent that is off by 0.03") {
  CHECK(fit(1000, 0.9, 0.93, 50, 100'000) < 1e-6);
}

TEST_CASE("exponent 1 is no seam, nor is the series' end: nearly equal exponents draw alike") {
  const std::uint64_t size = 10'000;
  const auto count_different = [&](double one, double two, double tolerance) {
    const Zipf first(size, one);
    const Zipf second(size, two);
    int different = 0;
    for (std::uint64_t seed = 0; seed < 20'000; ++seed) {  // a refusal must not upset later draws
      Generator generator(seed, Stream::items);
      Generator same = generator;
      const double rank = static_cast<double>(first(generator));
      const double other = static_cast<double>(second(same));
      if (std::abs(rank - other) > tolerance * rank) ++different;
    }
    return different;
  };
  CHECK(count_different(1, 1 + 1e-12, 0) == 0);
  CHECK(count_different(1, 1 - 1e-12, 0) == 0);
  // A millionth of exponent moves a draw by 1e-4 of itself at most: a rank changes now and then.
  for (const double exponent : {1 + 1e-6, 1 + 2e-6, 1 - 1e-6, 1 - 2e-6}) {
    CHECK(count_different(1, exponent, 1e-3) < 100);
  }
  CHECK(count_different(1, 1.01, 1e-3) > 1000);
}

TEST_CASE("one item is always it, whatever the exponent") {
  for (const double exponent : {0.0, 0.9, 1.0, 10.0}) {
    const Zipf zipf(1, exponent);
    Generator generator(1, Stream::items);
    for (int i = 0; i < 1000; ++i) REQUIRE(zipf(generator) == 0);
  }
}

TEST_CASE("the largest population and exponent stay in range") {
  for (const double exponent : {0.0, 0.9, 1.0, 1.1, 10.0}) {
    const Zipf zipf(Zipf::largest_size, exponent);
    Generator generator(1, Stream::items);
    for (int i = 0; i < 10'000; ++i) REQUIRE(zipf(generator) < Zipf::largest_size);
  }
}

}  // namespace zipf_test
