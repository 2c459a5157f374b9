// Numbers with units, as people type them.
#pragma once

#include <optional>
#include <string_view>

#include "harness/clock.h"
#include "harness/expected.h"

namespace harness {

/// "20ms", "1.5s", "5min", "1h"; units: ns, us, ms, s, min (or m), h; also "0". Not negative.
Expected<Duration> parse_duration(std::string_view text);

/// "2%" as 0.02. `least` and `most` are fractions. Precondition: 0 <= least <= most. An error: the
/// text is no percentage, or lies below `least` or above `most`.
Expected<double> parse_percent(std::string_view text, double least, double most);

/// "1.5k", "64", "2M", "1MiB", "10%": the leading number times what its unit stands for, for an
/// axis; nothing where the text is no such number.
std::optional<double> number_with_unit(std::string_view text);

}  // namespace harness
