// Numbers as people write them: three significant digits and a unit that fits.
#pragma once

#include <string>

#include "harness/figure_text.h"
#include "harness/result/run_result.h"

namespace reports::words {

using harness::result::Figure;

/// What stands where nothing was measured (or where a figure is not a number).
inline constexpr const char* not_measured = "\u2013";

// Every function below gives at most three significant digits, without trailing zeros; whole
// numbers below 1,000 stay whole. Rounding chooses the unit: 999.9 ms is "1 s", never "1000 ms".
std::string plain(Figure value);      // 1.5, 0.0123, 12300
std::string count(Figure value);      // 999, 1.5k, 12.3M, 2G
std::string rate(Figure per_s);       // 1.5k/s
std::string milliseconds(Figure ms);  // 250 ns, 12.3 µs, 1.5 ms, 2 s, 2.5 min, 3 h
std::string seconds(Figure s);        // the same, from seconds
std::string mebibytes(Figure mib);    // 512 KiB, 1.5 MiB, 2 GiB
std::string percent(Figure ratio);    // 0.615 is "61.5 %"
std::string cores(Figure cpu_cores);  // 1.42 cores
std::string times(Figure factor);     // 1.87x

using harness::count_scale;
using harness::milliseconds_scale;
using harness::Scale;

}  // namespace reports::words
