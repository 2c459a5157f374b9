// What the server tells of itself, in Prometheus's text format.
#pragma once

#include <string>

#include "engine/inference/server/completions.h"
#include "engine/inference/server/traffic.h"

namespace engine::inference::server {

/// Totals are of the models that are loaded now and of those that were.
std::string metrics_text(Completions& completions, const Traffic& traffic);

}  // namespace engine::inference::server
