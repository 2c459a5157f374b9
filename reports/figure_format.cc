#include "reports/figure_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace reports {
namespace {

/// A unit and how many of the smallest unit it holds.
using Unit = Scale;

bool is_number(const Figure& value) {
  return value && std::isfinite(*value);
}

double to_three_digits(double value) {
  if (value == 0) return 0;
  const double exponent = std::floor(std::log10(std::fabs(value)));
  if (exponent < -300 || exponent > 300) return value;
  // Scaling by a positive power of ten is exact for longer than by a negative one.
  const double power = std::pow(10.0, std::fabs(2 - exponent));
  return exponent <= 2 ? std::round(value * power) / power : std::round(value / power) * power;
}

/// Three significant digits in fixed notation, without trailing zeros.
std::string digits(double value) {
  const double rounded = to_three_digits(value);
  const double size = std::fabs(rounded);
  if (rounded == 0) return "0";
  if (size >= 1e15 || size < 1e-9) return fmt::format("{:.3g}", rounded);
  const int decimals = std::max(0, 2 - static_cast<int>(std::floor(std::log10(size) + 1e-12)));
  std::string text = fmt::format("{:.{}f}", rounded, decimals);
  if (decimals > 0) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text;
}

/// The largest unit of which the value, given in the smallest one, is at least one.
Unit largest(double value, std::span<const Unit> units) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < units.size(); ++i) {
    // After rounding: 999.9 of one unit are 1 of the next.
    if (std::fabs(to_three_digits(value / units[i].size)) >= 1) best = i;
  }
  return units[best];
}

std::string in(const Unit& unit, double value) {
  return digits(value / unit.size) + unit.name;
}

constexpr std::array<Unit, 4> thousands{{{1, ""}, {1e3, "k"}, {1e6, "M"}, {1e9, "G"}}};
constexpr std::array<Unit, 4> times_ms{
    {{1e-6, " ns"}, {1e-3, " \u00b5s"}, {1, " ms"}, {1e3, " s"}}};
constexpr std::array<Unit, 4> bytes_kib{
    {{1, " KiB"}, {1024, " MiB"}, {1048576, " GiB"}, {1073741824, " TiB"}}};

}  // namespace

Scale count_scale(double value) {
  return largest(value, thousands);
}

Scale milliseconds_scale(double ms) {
  if (std::fabs(ms) >= 7200e3) return {3600e3, " h"};
  if (std::fabs(ms) >= 120e3) return {60e3, " min"};
  return largest(ms, times_ms);
}

std::string plain(Figure value) {
  return is_number(value) ? digits(*value) : not_measured;
}

std::string count(Figure value) {
  return is_number(value) ? in(count_scale(*value), *value) : not_measured;
}

std::string rate(Figure per_s) {
  return is_number(per_s) ? count(per_s) + "/s" : not_measured;
}

std::string milliseconds(Figure ms) {
  if (!is_number(ms)) return not_measured;
  return *ms == 0 ? "0 ms" : in(milliseconds_scale(*ms), *ms);
}

std::string seconds(Figure s) {
  if (!is_number(s)) return not_measured;
  return *s == 0 ? "0 s" : milliseconds(*s * 1e3);
}

std::string mebibytes(Figure mib) {
  if (!is_number(mib)) return not_measured;
  return *mib == 0 ? "0 MiB" : in(largest(*mib * 1024, bytes_kib), *mib * 1024);
}

std::string percent(Figure ratio) {
  return is_number(ratio) ? digits(*ratio * 100) + " %" : not_measured;
}

std::string cores(Figure cpu_cores) {
  if (!is_number(cpu_cores)) return not_measured;
  const std::string number = digits(*cpu_cores);
  return number + (number == "1" ? " core" : " cores");
}

std::string times(Figure factor) {
  return is_number(factor) ? digits(*factor) + "x" : not_measured;
}

}  // namespace reports
