#include "harness/schedule/exponential.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <numbers>

#include "harness/schedule/portable_math.h"

namespace harness::schedule {

double exponential(Generator& generator) {
  // u = bits / 2^64 = m / 2^(zeros + 1) with 1 <= m < 2, so -ln(u) = (zeros + 1) ln 2 - ln(m).
  const std::uint64_t bits = generator() | 1;  // never 0, and in the middle of its cell
  const int zeros = std::countl_zero(bits);
  const std::uint64_t mantissa = bits << zeros << 1 >> (64 - detail::mantissa_bits);
  return std::max(0.0, (zeros + 1) * std::numbers::ln2 - detail::log_of_mantissa(mantissa));
}

}  // namespace harness::schedule
