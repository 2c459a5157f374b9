// The random numbers behind every schedule and mix.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <limits>

namespace harness::schedule {

/// What a generator is for. The same seed with different streams gives unrelated numbers, so that
/// one seed on the command line serves the schedule and the mix alike.
enum class Stream : std::uint64_t {
  arrivals = 1,
  items = 2,
  popularity_order = 3,
  overlaid_arrivals = 4,
  glances = 5,
  services = 6,
  turns = 7
};

/// Spreads a seed's bits: SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number
/// generators"). A bijection of the state, so different seeds never meet.
class SeedSpreader {
 public:
  explicit constexpr SeedSpreader(std::uint64_t seed) : state_(seed) {}

  constexpr std::uint64_t operator()() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

 private:
  std::uint64_t state_;
};

/// xoshiro256++ (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators"): under
/// a nanosecond a number, period 2^256 - 1, the same on every platform. Not for secrets.
class Generator {
 public:
  using result_type = std::uint64_t;  // with min, max and (): a standard random bit generator
  using State = std::array<std::uint64_t, 4>;

  Generator(std::uint64_t seed, Stream stream) {
    const std::uint64_t start = SeedSpreader(static_cast<std::uint64_t>(stream))();
    SeedSpreader spread(seed ^ start);
    for (std::uint64_t& word : state_) word = spread();
  }

  /// Precondition: some bit of `state` is set.
  explicit constexpr Generator(const State& state) : state_(state) {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

  constexpr result_type operator()() {
    const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  /// Uniform over the 2^53 multiples of 2^-53 in [0, 1).
  constexpr double unit() { return static_cast<double>((*this)() >> 11) * 0x1p-53; }

  /// Uniform over 0 .. bound - 1 without bias (Lemire 2019, "Fast random integer generation in an
  /// interval"). Precondition: bound > 0.
  constexpr std::uint64_t below(std::uint64_t bound) {
    Wide product = static_cast<Wide>((*this)()) * bound;
    if (static_cast<std::uint64_t>(product) < bound) {
      const std::uint64_t uneven = -bound % bound;
      while (static_cast<std::uint64_t>(product) < uneven) {
        product = static_cast<Wide>((*this)()) * bound;
      }
    }
    return static_cast<std::uint64_t>(product >> 64);
  }

 private:
  __extension__ using Wide = unsigned __int128;
  State state_{};
};

}  // namespace harness::schedule
