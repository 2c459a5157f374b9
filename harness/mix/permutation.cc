#include "harness/mix/permutation.h"

#include <algorithm>
#include <bit>

namespace harness::mix {

Permutation::Permutation(std::uint64_t size, std::uint64_t seed)
    : size_(size),
      mask_(std::bit_ceil(size) - 1),
      shift_(std::max(1, (static_cast<int>(std::bit_width(mask_)) + 1) / 2)) {
  schedule::Generator generator(seed, schedule::Stream::popularity_order);
  for (Round& round : rounds_) round = {generator(), generator() | 1};
}

std::uint64_t Permutation::operator()(std::uint64_t i) const {
  do {
    for (const Round& round : rounds_) {
      i = ((i + round.addend) * round.factor) & mask_;
      i ^= i >> shift_;
    }
  } while (i >= size_);
  return i;
}

}  // namespace harness::mix
