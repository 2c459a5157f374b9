#include "reports/figure_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace reports {
namespace {

/// A unit and how many of the smallest unit it holds.
struct Unit {
  double size;
  const char* name;
};

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

/// The value, given in the smallest unit, in the largest unit of which it is at least one.
std::string in_units(double value, std::span<const Unit> units) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < units.size(); ++i) {
    // After rounding: 999.9 of one unit are 1 of the next.
    if (std::fabs(to_three_digits(value / units[i].size)) >= 1) best = i;
  }
  return digits(value / units[best].size) + units[best].name;
}

constexpr std::array<Unit, 4> thousands{{{1, ""}, {1e3, "k"}, {1e6, "M"}, {1e9, "G"}}};
constexpr std::array<Unit, 4> times_ns{{{1, " ns"}, {1e3, " \u00b5s"}, {1e6, " ms"}, {1e9, " s"}}};
constexpr std::array<Unit, 4> bytes_kib{
    {{1, " KiB"}, {1024, " MiB"}, {1048576, " GiB"}, {1073741824, " TiB"}}};

}  // namespace

std::string plain(Figure value) {
  return is_number(value) ? digits(*value) : not_measured;
}

std::string count(Figure value) {
  return is_number(value) ? in_units(*value, thousands) : not_measured;
}

std::string rate(Figure per_s) {
  return is_number(per_s) ? in_units(*per_s, thousands) + "/s" : not_measured;
}

std::string milliseconds(Figure ms) {
  if (!is_number(ms)) return not_measured;
  const double ns = *ms * 1e6;
  if (ns == 0) return "0 ms";
  if (std::fabs(ns) >= 7200e9) return digits(ns / 3600e9) + " h";
  if (std::fabs(ns) >= 120e9) return digits(ns / 60e9) + " min";
  return in_units(ns, times_ns);
}

std::string seconds(Figure s) {
  if (!is_number(s)) return not_measured;
  return *s == 0 ? "0 s" : milliseconds(*s * 1e3);
}

std::string mebibytes(Figure mib) {
  if (!is_number(mib)) return not_measured;
  return *mib == 0 ? "0 MiB" : in_units(*mib * 1024, bytes_kib);
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
