// The values of options as text: sizes, durations, numbers, names.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/expected.h"

namespace engine {

/// "4096", "64KiB", "256MiB", "1GiB" or "10MB" (10^6). Errors say what would be right.
Expected<std::uint64_t> parse_bytes(std::string_view text);
/// "20ms", "1.5s", "48h", "250us", "0".
Expected<std::chrono::nanoseconds> parse_duration(std::string_view text);
/// A whole number from `low` to `high`.
Expected<std::uint32_t> parse_count(std::string_view text, std::uint32_t low, std::uint32_t high);

std::string format_bytes(std::uint64_t bytes);
std::string format_duration(std::chrono::nanoseconds duration);

}  // namespace engine
