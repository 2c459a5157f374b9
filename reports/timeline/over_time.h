// The plots whose x axis is the run's time.
#pragma once

#include <optional>

#include "reports/timeline/timeline.h"

namespace reports::timeline {

// Each is empty where the run has no figures for it.
std::optional<sheet::Plot> latency_over_time(const Timeline& timeline);
std::optional<sheet::Plot> throughput_over_time(const Timeline& timeline);
std::optional<sheet::Plot> resources_over_time(const Timeline& timeline);
std::optional<sheet::Plot> cache_over_time(const Timeline& timeline);
std::optional<sheet::Plot> queues_over_time(const Timeline& timeline);

}  // namespace reports::timeline
