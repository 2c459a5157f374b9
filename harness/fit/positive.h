// Which figures a fit can use.
#pragma once

#include <cmath>

namespace harness::fit {

inline bool is_positive(double value) {
  return value > 0 && std::isfinite(value);
}

}  // namespace harness::fit
