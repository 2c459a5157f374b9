#include "reports/sheet/axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "reports/words/figure_format.h"

namespace reports::sheet {
namespace {

/// The smallest round step that covers `high` in at most `most` steps.
double round_step(double high, double most, bool binary) {
  const double rough = high / most;
  if (binary) return std::pow(2.0, std::ceil(std::log2(rough)));
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double digit : {1.0, 2.0, 5.0}) {
    if (digit * power >= rough * (1 - 1e-9)) return digit * power;
  }
  return 10 * power;
}

double positive(double value, double otherwise) {
  return std::isfinite(value) && value > 0 ? std::clamp(value, 1e-9, 1e15) : otherwise;
}

double nearest_tic_below(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double digit : {5.0, 2.0}) {
    if (digit * power <= value) return digit * power;
  }
  return power;
}

double nearest_tic_above(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double digit : {1.0, 2.0, 5.0}) {
    if (digit * power >= value * (1 - 1e-9)) return digit * power;
  }
  return 10 * power;
}

std::string clock_label(double seconds, double end_s) {
  const auto whole = static_cast<long long>(std::llround(seconds));
  if (end_s <= 180) return words::plain(seconds);
  if (end_s <= 3 * 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 3600, whole / 60 % 60);
}

}  // namespace

std::string in_counts(double value) {
  return words::count(value);
}
std::string in_milliseconds(double value) {
  return words::milliseconds(value);
}
std::string in_mebibytes(double value) {
  return words::mebibytes(value);
}
std::string in_percent(double ratio) {
  return words::percent(ratio);
}

Axis linear_axis(std::string label, double high, Wording wording, bool binary) {
  const double top = positive(high, 1) * 1.04;  // a line at its highest stays off the frame
  const double step = round_step(top, binary ? 4.5 : 6, binary);
  Axis axis{.label = std::move(label), .low = 0, .high = top, .tics = {}};
  for (int i = 0; i * step <= top * (1 + 1e-9); ++i) {
    axis.tics.push_back({i * step, i == 0 ? "0" : wording(i * step)});
  }
  return axis;
}

Axis log_axis(std::string label, double low, double high, Wording wording) {
  Axis axis{.label = std::move(label), .logarithmic = true, .tics = {}};
  const double top = positive(high, 1);
  const double bottom = std::clamp(positive(low, top / 10), top * 1e-12, top);
  axis.low = nearest_tic_below(bottom * 0.95);
  axis.high = nearest_tic_above(top * 1.05);
  const double decades = std::log10(axis.high / axis.low);
  for (double power = std::floor(std::log10(axis.low)); power <= std::log10(axis.high); ++power) {
    for (const double digit : {1.0, 2.0, 5.0}) {
      const double at = digit * std::pow(10.0, power);
      if (at < axis.low * (1 - 1e-9) || at > axis.high * (1 + 1e-9)) continue;
      const bool named =
          digit == 1.0 ? decades <= 7 || std::fmod(std::fabs(power), 2) == 0 : decades <= 2.3;
      axis.tics.push_back({at, named ? wording(at) : std::string()});
    }
  }
  return axis;
}

Axis time_axis(double end_s) {
  constexpr std::array<double, 16> steps{0.1, 0.2, 0.5, 1,   2,   5,    10,   15,
                                         30,  60,  120, 300, 600, 1800, 3600, 7200};
  const double end = std::max(positive(end_s, 1), 0.1);
  Axis axis{.label = "time since the start (s)", .high = end, .tics = {}};
  if (end > 180) axis.label = "time since the start (min:s)";
  if (end > 3 * 3600) axis.label = "time since the start (h:min)";
  const auto* found =
      std::find_if(steps.begin(), steps.end(), [&](double step) { return end / step <= 12; });
  const double step = found == steps.end() ? std::ceil(end / 12 / 7200) * 7200 : *found;
  for (int i = 0; i * step <= end * (1 + 1e-9); ++i) {
    axis.tics.push_back({i * step, clock_label(i * step, end)});
  }
  return axis;
}

}  // namespace reports::sheet
