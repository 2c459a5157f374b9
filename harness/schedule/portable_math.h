// Logarithm and exponential, the same on every machine: only additions and multiplications, where
// std::log and std::exp differ in the last bit from one processor to the next.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <numbers>

namespace harness::schedule {

namespace detail {

inline constexpr int slice_bits = 7;
inline constexpr int mantissa_bits = 52;

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

inline constexpr auto slices = [] {
  std::array<Slice, 1 << slice_bits> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const double middle = 1 + (static_cast<double>(i) + 0.5) / table.size();
    table[i] = {1 / middle, log_by_series(middle)};
  }
  return table;
}();

/// ln(1 + r) for |r| <= 1/256: the first term left out is r^6/6 < 6e-16.
constexpr double log_near_one(double r) {
  return r * (1 + r * (-1.0 / 2 + r * (1.0 / 3 + r * (-1.0 / 4 + r * (1.0 / 5)))));
}

/// ln(m), m = 1 + mantissa / 2^52 in [1, 2).
inline double log_of_mantissa(std::uint64_t mantissa) {
  const double m = std::bit_cast<double>(std::bit_cast<std::uint64_t>(1.0) | mantissa);
  const Slice& slice = slices[mantissa >> (mantissa_bits - slice_bits)];
  return slice.log + log_near_one(m * slice.inverse - 1);
}

/// 1/14!, 1/13!, ..., 1/0!.
inline constexpr auto inverse_factorials = [] {
  std::array<double, 15> table{};
  double factorial = 1;
  for (std::size_t n = 0; n < table.size(); ++n) {
    if (n > 0) factorial *= static_cast<double>(n);
    table[table.size() - 1 - n] = 1 / factorial;
  }
  return table;
}();

}  // namespace detail

/// ln(x), off by less than 2e-15 of max(1, |ln(x)|). Precondition: x is positive, finite and
/// normal.
inline double portable_log(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t mantissa = bits & ((std::uint64_t{1} << detail::mantissa_bits) - 1);
  const int exponent = static_cast<int>(bits >> detail::mantissa_bits) - 1023;
  return exponent * std::numbers::ln2 + detail::log_of_mantissa(mantissa);
}

/// e^x for x <= 0, off by less than 1e-15 of itself; 0 below -708, where a double loses digits.
inline double portable_exp(double x) {
  if (!(x >= -708)) return 0;
  // x = k ln 2 + r, |r| <= ln(2)/2; ln 2 in two parts, the first so short that k times it is exact.
  constexpr double ln2_high = 0x1.62e42feep-1;
  constexpr double ln2_low = 0x1.a39ef35793c76p-33;
  const int k = static_cast<int>(x * std::numbers::log2e - 0.5);
  const double r = (x - k * ln2_high) - k * ln2_low;
  double sum = 0;  // the first term of e^r that is left out: r^15/15! < 1e-19
  for (const double inverse : detail::inverse_factorials) sum = sum * r + inverse;
  return sum * std::bit_cast<double>(static_cast<std::uint64_t>(1023 + k) << detail::mantissa_bits);
}

}  // namespace harness::schedule
