#include "reports/plot/scaling_law.h"

#include <cmath>

#include "reports/words/estimate.h"

namespace reports::plot {

double ScalingLaw::throughput_per_s(double workers) const {
  const double others = workers - 1;
  return one_worker_per_s * workers / (1 + contention * others + coherency * workers * others);
}

std::optional<ScalingLaw> scaling_law(const RunResult& run) {
  const auto* one = words::estimate_named(run, "throughput of one worker");
  const auto* contention = words::estimate_named(run, "contention");
  const auto* coherency = words::estimate_named(run, "coherency");
  if (one == nullptr || contention == nullptr || coherency == nullptr) return std::nullopt;
  ScalingLaw law{*one->value, *contention->value, *coherency->value, {}};
  if (!(law.one_worker_per_s > 0)) return std::nullopt;
  const auto* peak = words::estimate_named(run, "peak workers");
  if (peak != nullptr && *peak->value > 0) law.peak_workers = peak->value;
  return law;
}

sheet::Line law_line(const ScalingLaw& law, double low, double high) {
  constexpr int steps = 48;
  sheet::Line line{.label = "scalability law", .style = sheet::law_style, .spots = {}};
  for (int i = 0; i <= steps; ++i) {
    const double workers = low * std::pow(high / low, static_cast<double>(i) / steps);
    const double rate = law.throughput_per_s(workers);
    line.spots.push_back({workers, rate > 0 && std::isfinite(rate) ? Figure(rate) : Figure()});
  }
  return line;
}

}  // namespace reports::plot
