// All the plots that a run has data for.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "reports/sheet/sheet.h"

namespace reports::plot {

using harness::result::RunResult;

/// Every name that a plot can have; whoever rewrites a folder may remove those that are not made.
inline constexpr std::array<std::string_view, 22> plot_names{
    "ablation_together",    "ablation_added",      "ablation_taken",   "ablation_ladder",
    "known_answers",        "capacity_curve",      "sweep_curves",     "latency_over_time",
    "throughput_over_time", "latency_percentiles", "queues_over_time", "resources_over_time",
    "cache_over_time",      "request_parts",       "slowest_requests", "stage_shares",
    "stage_latencies",      "generator_lag",       "operation_times",  "series_curves",
    "memory_trend",         "counters_over_time"};

/// In the order in which a reader wants them.
std::vector<sheet::Plot> plots_of(const RunResult& run);

}  // namespace reports::plot
