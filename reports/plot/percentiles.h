// The latency distribution of each measured point, by percentile.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/record/histogram.h"
#include "reports/sheet/sheet.h"

namespace reports::plot {

using harness::result::RunResult;

/// A line by its name in the legend. The latencies stay where they are, and are not empty.
struct PercentileCurve {
  std::string label;
  const harness::record::Histogram* latency = nullptr;
};

/// Lines of percentiles on one pair of axes; nothing without any.
std::optional<sheet::Panel> percentiles_panel(const std::vector<PercentileCurve>& curves);

/// Latency against percentile, the tail stretched: 0, 90, 99, 99.9, ... % at equal distances. One
/// line a measured point, at most eight (evenly chosen); each ends where its samples end.
std::optional<sheet::Plot> latency_percentiles(const RunResult& run);

}  // namespace reports::plot
