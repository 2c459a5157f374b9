// How items end.
#pragma once

#include <cstdint>

#include "engine/telemetry/ended.h"

namespace engine::run {

/// ok: its results are durable. failed: its error says why. shed: never worked on.
using Outcome = telemetry::Outcome;

/// How what was submitted has ended so far; together they are what was submitted and has ended.
struct Counts {
  std::uint64_t ok = 0;
  std::uint64_t failed = 0;
  std::uint64_t shed = 0;
};

}  // namespace engine::run
