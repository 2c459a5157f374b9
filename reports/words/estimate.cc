#include "reports/words/estimate.h"

#include <fmt/format.h>

#include <cmath>

#include "reports/words/figure_format.h"
#include "reports/words/interval_format.h"

namespace reports::words {

using harness::result::Figure;

namespace {

using harness::result::Estimated;

Measure measure_of(const Estimated& estimate) {
  if (estimate.unit == "/s") return Measure::per_s;
  return estimate.unit == "ms" ? Measure::milliseconds : Measure::plain;
}

Figure as_ratio(const Figure& percent) {
  return percent ? Figure(*percent / 100) : Figure();
}

}  // namespace

const Estimated* estimate_named(const harness::result::RunResult& run, std::string_view name) {
  for (const Estimated& estimate : run.estimates) {
    if (estimate.name == name && estimate.value && std::isfinite(*estimate.value)) return &estimate;
  }
  return nullptr;
}

std::string in_words(const Estimated& estimate) {
  switch (measure_of(estimate)) {
    case Measure::per_s:
      return rate(estimate.value);
    case Measure::milliseconds:
      return milliseconds(estimate.value);
    case Measure::plain:
      break;
  }
  if (estimate.unit == "x") return times(estimate.value);
  if (estimate.unit == "%") return signed_percent(as_ratio(estimate.value));
  const std::string number = plain(estimate.value);
  return estimate.unit.empty() || number == not_measured ? number : number + " " + estimate.unit;
}

std::string interval_in_words(const Estimated& estimate) {
  if (has_interval({estimate.value, estimate.low, estimate.high})) {
    if (estimate.unit == "x") return times(estimate.low) + " \u2013 " + times(estimate.high);
    if (estimate.unit == "%") {
      return signed_percent(as_ratio(estimate.low)) + " \u2013 " +
             signed_percent(as_ratio(estimate.high));
    }
  }
  return interval({estimate.value, estimate.low, estimate.high}, measure_of(estimate));
}

std::string signed_percent(harness::result::Figure ratio) {
  if (!ratio || !std::isfinite(*ratio)) return not_measured;
  const double size = std::fabs(*ratio) * 100;
  const char* sign = *ratio < 0 ? "\u2212" : "+";
  if (size >= 1e6) return fmt::format("{}{:.3g} %", sign, size);
  return fmt::format("{}{:.{}f} %", sign, size, size < 10 ? 2 : size < 100 ? 1 : 0);
}

std::string quantile_name(std::string_view name) {
  const bool quantile = name.size() > 1 && name[0] == 'p' && name[1] >= '0' && name[1] <= '9';
  return quantile ? "P" + std::string(name.substr(1)) : std::string(name);
}

}  // namespace reports::words
