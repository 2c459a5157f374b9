// Several runs on one pair of axes.
#pragma once

#include <vector>

#include "reports/compare/comparison.h"
#include "reports/sheet/sheet.h"

namespace reports::compare {

/// Those that the runs have data for: percentiles of the points that all have, throughput and
/// latency along the points (of a sweep, along what was swept), and over time.
std::vector<sheet::Plot> compared_plots(const Comparison& comparison);

}  // namespace reports::compare
