// Numbers with units, as people type them.
#pragma once

#include <optional>
#include <string_view>

#include "harness/clock.h"
#include "harness/expected.h"

namespace harness {

/// A number and what stands behind it.
struct Quantity {
  double number = 0;      // finite
  std::string_view unit;  // of the text that was read; may be empty
};

/// "1.5k/s" as 1.5 and "k/s". An error says what is wrong with the text, as a sentence goes on that
/// names it: "does not begin with a number", "is out of range".
Expected<Quantity> read_quantity(std::string_view text);

/// A number and nothing else.
std::optional<double> read_number(std::string_view text);

/// "20ms", "1.5s", "5min", "1h"; units: ns, us, ms, s, min (or m), h; also "0". Not negative.
Expected<Duration> parse_duration(std::string_view text);

/// "2%" as 0.02. `least` and `most` are fractions. Precondition: 0 <= least <= most. An error: the
/// text is no percentage, or lies below `least` or above `most`.
Expected<double> parse_percent(std::string_view text, double least, double most);

/// "1.5k", "64", "2M", "1MiB", "10%": the leading number times what its unit stands for, for an
/// axis; nothing where the text is no such number.
std::optional<double> number_with_unit(std::string_view text);

}  // namespace harness
