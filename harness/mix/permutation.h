// An order of the items that is not the order of the corpus.
#pragma once

#include <array>
#include <cstdint>

#include "harness/schedule/generator.h"

namespace harness::mix {

/// A seeded bijection of 0 .. size - 1 onto itself in O(1) memory: rounds of keyed addition,
/// multiplication by an odd number and xor with the upper half, each a bijection of the b-bit
/// numbers, 2^b being the first power of two not below size; what falls outside is sent through
/// again (cycle walking; Black and Rogaway 2002, "Ciphers with arbitrary finite domains"), less
/// than once on average. Scatters neighbours; no cipher.
class Permutation {
 public:
  /// Precondition: 1 <= size <= 2^63.
  Permutation(std::uint64_t size, std::uint64_t seed);

  /// Precondition: i < size.
  std::uint64_t operator()(std::uint64_t i) const;

 private:
  struct Round {
    std::uint64_t addend;
    std::uint64_t factor;  // odd
  };

  std::uint64_t size_;
  std::uint64_t mask_;
  int shift_;
  std::array<Round, 3> rounds_;
};

}  // namespace harness::mix
