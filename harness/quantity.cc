#include "harness/quantity.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <span>

namespace harness {
namespace {

struct Unit {
  std::string_view name;
  double factor;
};

constexpr std::array of_time{Unit{"ns", 1},     Unit{"us", 1e3}, Unit{"ms", 1e6},  Unit{"s", 1e9},
                             Unit{"min", 6e10}, Unit{"m", 6e10}, Unit{"h", 3.6e12}};
constexpr std::array of_amounts{
    Unit{"", 1},         Unit{"%", 0.01},     Unit{"k", 1e3},      Unit{"M", 1e6},
    Unit{"G", 1e9},      Unit{"B", 1},        Unit{"KiB", 0x1p10}, Unit{"MiB", 0x1p20},
    Unit{"GiB", 0x1p30}, Unit{"TiB", 0x1p40}, Unit{"kB", 1e3},     Unit{"MB", 1e6},
    Unit{"GB", 1e9},     Unit{"ns", 1e-9},    Unit{"us", 1e-6},    Unit{"ms", 1e-3},
    Unit{"s", 1},        Unit{"min", 60},     Unit{"h", 3600}};

/// A number and what stands behind it; nothing where there is none, or it is negative.
std::optional<double> in_units(std::string_view text, std::span<const Unit> units) {
  const auto quantity = read_quantity(text);
  if (!quantity || std::signbit(quantity->number)) return std::nullopt;
  for (const Unit& known : units) {
    if (known.name == quantity->unit) return quantity->number * known.factor;
  }
  return std::nullopt;
}

}  // namespace

Expected<Quantity> read_quantity(std::string_view text) {
  // Nor do "inf" and "nan".
  const std::size_t digit = text.find_first_of("0123456789");
  const bool begins = digit != text.npos && digit == text.find_first_not_of("-.");
  double number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (begins && error == std::errc::result_out_of_range) return failure("is out of range");
  if (!begins || error != std::errc{}) return failure("does not begin with a number");
  return Quantity{number, std::string_view(end, static_cast<std::size_t>(last - end))};
}

std::optional<double> read_number(std::string_view text) {
  const auto quantity = read_quantity(text);
  if (!quantity || !quantity->unit.empty()) return std::nullopt;
  return quantity->number;
}

Expected<Duration> parse_duration(std::string_view text) {
  if (text == "0") return Duration{};
  const auto ns = in_units(text, of_time);
  if (!ns || *ns > 9e18) return failure(fmt::format("'{}' is no duration; write 20ms, say", text));
  return Duration(static_cast<Duration::rep>(std::llround(*ns)));
}

Expected<double> parse_percent(std::string_view text, double least, double most) {
  const auto fraction = text.ends_with('%') ? in_units(text, of_amounts) : std::optional<double>();
  if (fraction && *fraction >= least && *fraction <= most) return *fraction;
  return failure(fmt::format("'{}' is no percentage from {:g}% to {:g}%, such as 2%", text,
                             100 * least, 100 * most));
}

std::optional<double> number_with_unit(std::string_view text) {
  return in_units(text, of_amounts);
}

}  // namespace harness
