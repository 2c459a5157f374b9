// What the inference service counts of its own work, as it tells it at /metrics.
#pragma once

#include <vector>

#include "scenarios/scraped/metrics.h"

namespace scenarios::inference {

// Names of those that others rest on.
inline constexpr const char* steps_counter = "steps";
inline constexpr const char* step_requests_counter = "step_requests";
inline constexpr const char* cache_hits_counter = "answers_cached";
inline constexpr const char* cache_misses_counter = "answers_computed";
inline constexpr const char* queue_counter = "requests_queued";
inline constexpr const char* load_time_counter = "model_load_time";
inline constexpr const char* loads_counter = "model_loads";

std::vector<scraped::ScrapedCounter> server_counters();

/// Of what the service's time in the model was spent on prompts.
harness::CounterInfo prefill_share();

}  // namespace scenarios::inference
