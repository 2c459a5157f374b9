#include "harness/schedule/generator.h"

#include <doctest/doctest.h>

#include <set>
#include <vector>

#include "harness/schedule/goodness_of_fit.h"

namespace generator_test {

using namespace harness::schedule;

TEST_CASE("the seed spreader is SplitMix64: its published values for seed 1234567") {
  SeedSpreader spread(1234567);
  for (const std::uint64_t value :
       {6457827717110365317U, 3203168211198807973U, 9817491932198370423U, 4593380528125082431U,
        16408922859458223821U}) {
    CHECK(spread() == value);
  }
}

TEST_CASE("the generator is xoshiro256++: the published values for state 1, 2, 3, 4") {
  Generator generator({1, 2, 3, 4});
  for (const std::uint64_t value :
       {std::uint64_t{41943041}, std::uint64_t{58720359}, 3588806011781223U, 3591011842654386U,
        9228616714210784205U, 9973669472204895162U, 14011001112246962877U, 12406186145184390807U,
        15849039046786891736U, 10450023813501588000U}) {
    CHECK(generator() == value);
  }
}

TEST_CASE("seeds and streams give unrelated numbers, equal ones the same") {
  CHECK(Generator(7, Stream::items)() == Generator(7, Stream::items)());
  std::set<std::uint64_t> first;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    first.insert(Generator(seed, Stream::items)());
    first.insert(Generator(seed, Stream::arrivals)());
    first.insert(Generator(seed, Stream::popularity_order)());
  }
  CHECK(first.size() == 3000);
}

TEST_CASE("below(n) is uniform for small bounds and for one that would favour low values") {
  Generator generator(1, Stream::items);
  std::vector<double> counts(7);
  for (int i = 0; i < 70'000; ++i) ++counts[generator.below(7)];
  CHECK(chi_square_p(counts, std::vector<double>(7, 10'000), 1) > 1e-3);
  // 2^64 is 4/3 of this bound: a plain modulus would hit the lower third twice as often.
  const std::uint64_t bound = std::uint64_t{3} << 62;
  std::vector<double> thirds(3);
  for (int i = 0; i < 30'000; ++i) ++thirds[generator.below(bound) >> 62];
  CHECK(chi_square_p(thirds, std::vector<double>(3, 10'000), 1) > 1e-3);
  CHECK(generator.below(1) == 0);
}

TEST_CASE("unit() is uniform and stays below 1") {
  Generator generator(2, Stream::items);
  std::vector<double> sample(20'000);
  for (double& x : sample) x = generator.unit();
  for (const double x : sample) REQUIRE((x >= 0 && x < 1));
  CHECK(kolmogorov_smirnov_p(sample, [](double x) { return x; }) > 1e-3);
  CHECK(Generator({0, ~0ULL, 0, ~0ULL}).unit() < 1);
}

}  // namespace generator_test
