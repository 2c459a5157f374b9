// A sampled document's trace.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/telemetry/ended.h"

namespace engine::telemetry {

/// A copy of what was told of a sampled document, with its ids. A stage's start is not told: it is
/// taken as the document's, plus what the stages before took; waiting between stages shows as a gap
/// before the last one, which ends when the document does.
struct DocumentSpans {
  std::uint64_t trace_high = 0, trace_low = 0;
  std::uint64_t first_span = 0;  // the document's; its stages' are made from it
  std::string id;
  Outcome outcome = Outcome::ok;
  std::string reason;
  std::uint64_t bytes = 0;
  bool from_cache = false;
  Time started, finished;          // by the engine's clock
  std::int64_t ended_unix_ns = 0;  // by the wall clock: when it was told, right after it finished
  std::vector<Duration> stages;
};

}  // namespace engine::telemetry
