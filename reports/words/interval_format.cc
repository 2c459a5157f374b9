#include "reports/words/interval_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace reports::words {

using harness::count_scale;
using harness::milliseconds_scale;
using harness::Scale;
using harness::result::Figure;

namespace {

using harness::result::Point;
using harness::result::RunResult;

Scale scale_of(double value, Measure measure) {
  switch (measure) {
    case Measure::per_s:
      return count_scale(value);
    case Measure::milliseconds: {
      const Scale scale = milliseconds_scale(value);
      return {scale.size, ""};  // the unit stands behind the figure
    }
    case Measure::plain:
      break;
  }
  return {};
}

int exponent_of(double value) {
  return value == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::fabs(value)) + 1e-12));
}

/// Two digits of the interval's width, but no more than the figure itself shows; at least one.
int decimals_for(double value, double width) {
  const int shown = std::max(0, 2 - exponent_of(value));
  if (width == 0) return std::min(shown, 9);
  const int one_digit = -exponent_of(width);
  return std::clamp(std::max(std::min(shown, one_digit + 1), one_digit), 0, 9);
}

std::string written(double value, int decimals) {
  return std::fabs(value) >= 1e9 ? fmt::format("{:.3g}", value)
                                 : fmt::format("{:.{}f}", value, decimals);
}

double two_digits(double value) {
  if (value == 0 || std::fabs(value) < 1e-300 || std::fabs(value) > 1e300) return value;
  const double step = std::pow(10, exponent_of(value) - 1);
  return std::round(value / step) * step;
}

/// The parts of an interval in the figure's own unit.
struct Ends {
  std::string low, high, half;
  bool even = false;  // about the figure
};

Ends ends_of(const Bounded& figure, Measure measure) {
  const Scale scale = scale_of(*figure.value, measure);
  const double value = *figure.value / scale.size;
  const double low = *figure.low / scale.size;
  const double high = *figure.high / scale.size;
  const int decimals = decimals_for(value, high - low);
  const double half = (high - low) / 2;
  return {written(low, decimals) + scale.name, written(high, decimals) + scale.name,
          written(half, decimals) + scale.name, std::fabs((high + low) / 2 - value) <= 0.1 * half};
}

/// The figures of a point that can have an interval.
bool has_any_interval(const Point& p) {
  for (const Bounded& figure :
       {Bounded{p.achieved_per_s, p.achieved_per_s_low, p.achieved_per_s_high},
        Bounded{p.latency_ms_mean, p.latency_ms_mean_low, p.latency_ms_mean_high},
        Bounded{p.latency_ms_p50, p.latency_ms_p50_low, p.latency_ms_p50_high},
        Bounded{p.latency_ms_p95, p.latency_ms_p95_low, p.latency_ms_p95_high},
        Bounded{p.latency_ms_p99, p.latency_ms_p99_low, p.latency_ms_p99_high},
        Bounded{p.latency_ms_p999, p.latency_ms_p999_low, p.latency_ms_p999_high}}) {
    if (has_interval(figure)) return true;
  }
  return false;
}

}  // namespace

bool has_interval(const Bounded& figure) {
  for (const Figure& part : {figure.value, figure.low, figure.high}) {
    if (!part || !std::isfinite(*part)) return false;
  }
  return *figure.low <= *figure.high;
}

std::string interval(const Bounded& figure, Measure measure) {
  if (!has_interval(figure)) return {};
  const Ends ends = ends_of(figure, measure);
  return ends.low + " \u2013 " + ends.high;
}

std::string short_interval(const Bounded& figure, Measure measure) {
  if (!has_interval(figure)) return {};
  const Ends ends = ends_of(figure, measure);
  if (!ends.even) return ends.low + "\u2013" + ends.high;
  if (measure != Measure::per_s) return "\u00b1" + ends.half;
  return "\u00b1" + count(two_digits((*figure.high - *figure.low) / 2));
}

std::string interval_sentence(const RunResult& run) {
  if (!std::any_of(run.points.begin(), run.points.end(), has_any_interval)) return {};
  return "The second figures are 95 % intervals, which allow for autocorrelation within the run: "
         "requests close together resemble each other, so that they say less than as many "
         "independent ones.";
}

}  // namespace reports::words
