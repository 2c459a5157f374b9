#include "harness/figure_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace harness {
namespace {

double to_three_digits(double value) {
  if (value == 0) return 0;
  const double exponent = std::floor(std::log10(std::fabs(value)));
  if (exponent < -300 || exponent > 300) return value;
  // Scaling by a positive power of ten is exact for longer than by a negative one.
  const double power = std::pow(10.0, std::fabs(2 - exponent));
  return exponent <= 2 ? std::round(value * power) / power : std::round(value / power) * power;
}

/// The largest unit of which the value, given in the smallest one, is at least one.
Scale largest(double value, std::span<const Scale> units) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < units.size(); ++i) {
    // After rounding: 999.9 of one unit are 1 of the next.
    if (std::fabs(to_three_digits(value / units[i].size)) >= 1) best = i;
  }
  return units[best];
}

std::string in(const Scale& unit, double value) {
  return digits(value / unit.size) + unit.name;
}

constexpr std::array<Scale, 4> thousands{{{1, ""}, {1e3, "k"}, {1e6, "M"}, {1e9, "G"}}};
constexpr std::array<Scale, 4> times_ms{
    {{1e-6, " ns"}, {1e-3, " \u00b5s"}, {1, " ms"}, {1e3, " s"}}};
constexpr std::array<Scale, 4> bytes_kib{
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

Scale kibibytes_scale(double kib) {
  return largest(kib, bytes_kib);
}

std::string digits(double value) {
  const double rounded = to_three_digits(value);
  const double size = std::fabs(rounded);
  if (rounded == 0) return "0";
  if (!std::isfinite(rounded)) return fmt::format("{}", rounded);
  if (size >= 1e15 || size < 1e-9) return fmt::format("{:.3g}", rounded);
  const int decimals = std::max(0, 2 - static_cast<int>(std::floor(std::log10(size) + 1e-12)));
  std::string text = fmt::format("{:.{}f}", rounded, decimals);
  if (decimals > 0) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text;
}

std::string count_text(double value) {
  return in(count_scale(value), value);
}

std::string rate_text(double per_s) {
  return count_text(per_s) + "/s";
}

std::string time_text(Duration time) {
  return time_text(std::chrono::duration<double>(time).count());
}

std::string time_text(double seconds) {
  const double ms = seconds * 1e3;
  return ms == 0 ? "0 ms" : in(milliseconds_scale(ms), ms);
}

std::string percent_text(double share) {
  return digits(share * 100) + " %";
}

}  // namespace harness
