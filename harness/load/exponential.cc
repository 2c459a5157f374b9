#include "harness/load/exponential.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <numbers>

namespace harness::load {
namespace {

constexpr int slice_bits = 7;
constexpr int mantissa_bits = 52;

/// The middle of one of the 128 equal slices of [1, 2): its inverse and its logarithm.
struct Slice {
  double inverse;
  double log;
};

/// ln(x) = 2 atanh(y), y = (x - 1)/(x + 1), by its series; for 1 <= x <= 2, where y <= 1/3.
constexpr double log_by_series(double x) {
  const double y = (x - 1) / (x + 1);
  double sum = 0;
  for (int k = 41; k >= 1; k -= 2) sum = sum * y * y + 1.0 / k;
  return 2 * y * sum;
}

constexpr auto slices = [] {
  std::array<Slice, 1 << slice_bits> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const double middle = 1 + (static_cast<double>(i) + 0.5) / table.size();
    table[i] = {1 / middle, log_by_series(middle)};
  }
  return table;
}();

/// ln(1 + r) for |r| <= 1/256: the first term left out is r^6/6 < 6e-16.
double log_near_one(double r) {
  return r * (1 + r * (-1.0 / 2 + r * (1.0 / 3 + r * (-1.0 / 4 + r * (1.0 / 5)))));
}

}  // namespace

double exponential(Generator& generator) {
  // u = bits / 2^64 = m / 2^(zeros + 1) with 1 <= m < 2, so -ln(u) = (zeros + 1) ln 2 - ln(m).
  const std::uint64_t bits = generator() | 1;  // never 0, and in the middle of its cell
  const int zeros = std::countl_zero(bits);
  const std::uint64_t mantissa = bits << zeros << 1 >> (64 - mantissa_bits);
  const double m = std::bit_cast<double>(std::bit_cast<std::uint64_t>(1.0) | mantissa);
  const Slice& slice = slices[mantissa >> (mantissa_bits - slice_bits)];
  const double log_m = slice.log + log_near_one(m * slice.inverse - 1);
  return std::max(0.0, (zeros + 1) * std::numbers::ln2 - log_m);
}

}  // namespace harness::load
