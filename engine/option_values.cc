#include "engine/option_values.h"

#include <charconv>
#include <cmath>

namespace engine {
namespace {

struct Unit {
  std::string_view name;
  double factor;
};

constexpr double kib = 1024;
constexpr std::array byte_units{Unit{"GiB", kib* kib* kib},
                                Unit{"MiB", kib* kib},
                                Unit{"KiB", kib},
                                Unit{"GB", 1e9},
                                Unit{"MB", 1e6},
                                Unit{"KB", 1e3},
                                Unit{"kB", 1e3},
                                Unit{"B", 1},
                                Unit{"", 1}};
constexpr std::array duration_units{Unit{"ns", 1},    Unit{"us", 1e3},   Unit{"ms", 1e6},
                                    Unit{"s", 1e9},   Unit{"min", 6e10}, Unit{"m", 6e10},
                                    Unit{"h", 3.6e12}};

/// A number that is not negative, then one of the units. Nothing if it isn't that.
template <std::size_t n>
std::optional<double> parse_quantity(std::string_view text, const std::array<Unit, n>& units) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || !std::isfinite(number) || number < 0) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  for (const Unit& known : units) {
    if (unit == known.name) return number * known.factor;
  }
  return std::nullopt;
}

std::string trimmed(double number) {
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  return {buffer.data(), error == std::errc{} ? end : buffer.data()};
}

}  // namespace

Expected<std::uint64_t> parse_bytes(std::string_view text) {
  const std::optional<double> bytes = parse_quantity(text, byte_units);
  if (!bytes || *bytes > 9e18) {
    return failure(Reason::invalid_option,
                   "'" + std::string(text) + "' is no size; write 256MiB, say");
  }
  return static_cast<std::uint64_t>(std::llround(*bytes));
}

Expected<std::chrono::nanoseconds> parse_duration(std::string_view text) {
  if (text == "0") return std::chrono::nanoseconds(0);
  const std::optional<double> ns = parse_quantity(text, duration_units);
  if (!ns || *ns > 9e18) {
    return failure(Reason::invalid_option,
                   "'" + std::string(text) + "' is no duration; write 20ms, say");
  }
  return std::chrono::nanoseconds(std::llround(*ns));
}

Expected<std::uint32_t> parse_count(std::string_view text, std::uint32_t low, std::uint32_t high) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < low || number > high) {
    return failure(Reason::invalid_option, "'" + std::string(text) + "' is no whole number from " +
                                               std::to_string(low) + " to " + std::to_string(high));
  }
  return number;
}

std::string format_bytes(std::uint64_t bytes) {
  for (const Unit& unit : {byte_units[0], byte_units[1], byte_units[2]}) {
    const auto factor = static_cast<std::uint64_t>(unit.factor);
    if (bytes >= factor && bytes % factor == 0) {
      return std::to_string(bytes / factor) + std::string(unit.name);
    }
  }
  return std::to_string(bytes) + "B";
}

std::string format_duration(std::chrono::nanoseconds duration) {
  const auto ns = static_cast<double>(duration.count());
  if (ns == 0) return "0";
  for (const Unit& unit : {Unit{"h", 3.6e12}, Unit{"s", 1e9}, Unit{"ms", 1e6}, Unit{"us", 1e3}}) {
    if (ns >= unit.factor) return trimmed(ns / unit.factor) + std::string(unit.name);
  }
  return trimmed(ns) + "ns";
}

}  // namespace engine
