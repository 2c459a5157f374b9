#include <algorithm>
#include <array>
#include <cmath>

#include "reports/gate/metric_rows.h"
#include "reports/gate/ratio_plots.h"

namespace reports::gate {
namespace {

/// The smallest step of a linear change that gives at most `most` tics on the wider side.
double step_for(double furthest, double most) {
  constexpr std::array<double, 11> steps{0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01,
                                         0.02,   0.05,   0.1,   0.2,   0.25};
  for (const double step : steps) {
    if (furthest / step <= most) return step;
  }
  return 0.5;
}

void add_even_tics(sheet::Axis& axis) {
  const double furthest = std::max(axis.high - 1, 1 - axis.low);
  const double step = step_for(furthest, 4.5);
  axis.tics = {{1, "0 %"}};
  for (int i = 1; 1 + i * step <= axis.high; ++i) {
    axis.tics.push_back({1 + i * step, change(1 + i * step)});
  }
  for (int i = 1; 1 - i * step >= axis.low; ++i) {
    axis.tics.push_back({1 - i * step, change(1 - i * step)});
  }
}

void add_factor_tics(sheet::Axis& axis) {
  const double apart = 0.08 * std::log(axis.high / axis.low);
  double before = 0;
  for (const double at :
       {0.001, 0.01, 0.1, 0.2, 0.5, 0.7, 1.0, 1.5, 2.0, 5.0, 10.0, 100.0, 1000.0}) {
    if (at < axis.low || at > axis.high) continue;
    if (before > 0 && std::log(at / before) < apart && at != 1) continue;
    if (before > 0 && std::log(at / before) < apart) axis.tics.pop_back();
    axis.tics.push_back({at, at == 1 ? "0 %" : change(at)});
    before = at;
  }
}

}  // namespace

sheet::Axis change_axis(std::string label, double low, double high) {
  constexpr double furthest = 1000;
  low = std::clamp(low, 1 / furthest, 1.0);
  high = std::clamp(high, 1.0, furthest);
  const double room = std::max(0.001, 0.06 * std::log(high / low));
  sheet::Axis axis{.label = std::move(label),
                   .low = low * std::exp(-room),
                   .high = high * std::exp(room),
                   .logarithmic = true,
                   .tics = {}};
  if (axis.high <= 1.8 && axis.low >= 0.5) {
    add_even_tics(axis);
  } else {
    add_factor_tics(axis);
  }
  return axis;
}

}  // namespace reports::gate
