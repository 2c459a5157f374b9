// The plots whose x axis is the run's time.
#pragma once

#include <optional>

#include "reports/plot/timeline.h"

namespace reports::plot {

// Each is empty where the run has no figures for it.
std::optional<Plot> latency_over_time(const Timeline& timeline);
std::optional<Plot> throughput_over_time(const Timeline& timeline);
std::optional<Plot> resources_over_time(const Timeline& timeline);
std::optional<Plot> cache_over_time(const Timeline& timeline);
std::optional<Plot> queues_over_time(const Timeline& timeline);

}  // namespace reports::plot
