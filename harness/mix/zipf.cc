#include "harness/mix/zipf.h"

#include <algorithm>
#include <cmath>

namespace harness::mix {
namespace {

/// Below this |(1 - exponent) * x| the quotients 0/0 of `area` and its inverse are taken as series.
constexpr double tiny = 1e-5;

}  // namespace

// Ranks count from 1 here, as in the paper: h(x) = x^-s, and H its integral with H(1) = 0, which
// stays finite as s approaches 1: H(x) = (x^(1-s) - 1) / (1-s), or ln(x).

Zipf::Zipf(std::uint64_t size, double exponent)
    : size_(static_cast<double>(size)),
      exponent_(exponent),
      lowest_area_(area(1.5) - 1),
      highest_area_(area(size_ + 0.5)) {
  sure_ = 2 - inverse_area(area(2.5) - weight(2));
}

double Zipf::weight(double x) const {
  return std::exp(-exponent_ * std::log(x));
}

double Zipf::area(double x) const {
  const double log = std::log(x);
  const double y = (1 - exponent_) * log;
  if (std::abs(y) < tiny) return log * (1 + y / 2 * (1 + y / 3));
  return std::expm1(y) / (1 - exponent_);
}

double Zipf::inverse_area(double area) const {
  const double y = (1 - exponent_) * area;
  if (std::abs(y) < tiny) return std::exp(area * (1 - y / 2 * (1 - y * 2 / 3)));
  // Rounding may push y below -1, the hat's end at infinity, for exponents above 1.
  return std::exp(std::log1p(std::max(y, -1.0)) / (1 - exponent_));
}

std::uint64_t Zipf::operator()(schedule::Generator& generator) const {
  while (true) {
    const double u = highest_area_ + generator.unit() * (lowest_area_ - highest_area_);
    const double x = inverse_area(u);
    const double rank = std::clamp(std::floor(x + 0.5), 1.0, size_);
    if (rank - x <= sure_ || u >= area(rank + 0.5) - weight(rank)) {
      return static_cast<std::uint64_t>(rank) - 1;
    }
  }
}

}  // namespace harness::mix
