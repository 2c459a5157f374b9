// Numbers as people write them: three significant digits and a unit that fits.
#pragma once

#include <string>

#include "harness/clock.h"

namespace harness {

/// The unit in which a figure is written: how much of the figure's own unit it is, and its name
/// behind the digits.
struct Scale {
  double size = 1;
  const char* name = "";
};

// Rounding chooses the unit: 999.9 ms is "1 s", never "1000 ms".
Scale count_scale(double value);      // "", k, M, G
Scale milliseconds_scale(double ms);  // " ns" to " h"
Scale kibibytes_scale(double kib);    // " KiB" to " TiB"

// Every function below gives at most three significant digits in fixed notation, without trailing
// zeros; whole numbers below 1,000 stay whole. Preconditions: finite numbers.
std::string digits(double value);        // 1.5, 0.0123, 12300
std::string count_text(double value);    // 999, 1.5k, 12.3M, 2G
std::string rate_text(double per_s);     // 1.5k/s
std::string time_text(Duration time);    // 250 ns, 12.3 µs, 1.5 ms, 2 s, 2.5 min, 3 h
std::string time_text(double seconds);   // the same, from seconds
std::string percent_text(double share);  // 0.615 is "61.5 %"

}  // namespace harness
