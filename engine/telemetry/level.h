// How much the engine tells of itself.
#pragma once

#include <cstdint>

namespace engine::telemetry {

/// metrics: counts and durations of each stage. spans: metrics, and a trace of each sampled
/// document with a span a stage.
enum class Level : std::uint8_t { off, metrics, spans };

}  // namespace engine::telemetry
