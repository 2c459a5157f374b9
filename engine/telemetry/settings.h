// How much the engine tells of itself, and where to.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>

#include "engine/option_info.h"
#include "engine/telemetry/level.h"

namespace engine::telemetry {

struct Settings {
  Level level = Level::spans;  // off: there is no Telemetry
  /// Of how many documents one is traced; chosen before anything is known of it.
  std::uint32_t sample = 100;
  std::filesystem::path file;
  std::uint64_t max_bytes = 16 << 20;  // of the file and its predecessor together
  std::chrono::nanoseconds interval = std::chrono::seconds(5);  // between metrics
  std::uint64_t seed = 1;
};

/// telemetry, telemetry.sample and telemetry.max_bytes.
OptionTable<Settings> rows();

}  // namespace engine::telemetry
