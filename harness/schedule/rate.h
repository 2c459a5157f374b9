// A rate as people give it: so many a second, or a share of what the target can take.
#pragma once

#include <string>
#include <string_view>

#include "harness/expected.h"

namespace harness::schedule {

/// Requests per second, absolute or relative to the capacity measured just before.
struct Rate {
  double value = 0;       // per second, or a fraction of capacity: 0.6 is 60 %
  bool relative = false;  // true: `value` is a fraction of capacity

  /// Precondition: capacity_per_s > 0 if relative.
  double per_second(double capacity_per_s) const {
    return relative ? value * capacity_per_s : value;
  }
};

constexpr Rate per_second(double value) {
  return {value, false};
}
constexpr Rate percent_of_capacity(double percent) {
  return {percent / 100, true};
}

/// "500/s", "0.5/s", "1.2k/s", "3M/s" or "60%"; above 0, at most 1e9/s or 10000%. An error names
/// what is wrong and shows both forms.
Expected<Rate> parse_rate(std::string_view text);

/// The inverse of parse_rate, for numbers of up to 15 digits.
std::string to_string(const Rate& rate);

}  // namespace harness::schedule
