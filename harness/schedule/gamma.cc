#include "harness/schedule/gamma.h"

#include <cassert>
#include <cmath>

#include "harness/schedule/exponential.h"
#include "harness/schedule/portable_math.h"

namespace harness::schedule {
namespace {

/// Standard normal: Marsaglia and Bray's polar method. The pair's other one is thrown away: kept,
/// it would be state of its own.
double normal(Generator& generator) {
  while (true) {
    const double x = 2 * generator.unit() - 1;
    const double y = 2 * generator.unit() - 1;
    const double square = x * x + y * y;
    if (square >= 1 || square < 0x1p-100) continue;
    return x * std::sqrt(-2 * portable_log(square) / square);
  }
}

}  // namespace

Gamma::Core::Core(double shape) : d(shape - 1.0 / 3), c(1 / std::sqrt(9 * d)) {}

double Gamma::Core::operator()(Generator& generator) const {
  while (true) {
    const double x = normal(generator);
    const double root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    const double minus_log_u = exponential(generator);
    // A double has room for v, which lies between 1e-48 and 1e4 whatever x and c may be.
    if (-minus_log_u < 0.5 * x * x + d * (1 - v + portable_log(v))) return d * v;
  }
}

Gamma::Gamma(double shape)
    : shape_(shape), core_(shape < 1 ? shape + 1 : shape), covering_(shape + 1) {
  assert(shape >= 1e-6 && shape <= 1e6);
}

double Gamma::gap(Generator& generator) const {
  const double whole = core_(generator) / shape_;
  return shape_ < 1 ? whole * portable_exp(-exponential(generator) / shape_) : whole;
}

double Gamma::first(Generator& generator) const {
  const double part = generator.unit();  // in an order of its own, not the compiler's
  return part * covering_(generator) / shape_;
}

}  // namespace harness::schedule
