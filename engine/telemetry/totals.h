// All that is counted of documents.
#pragma once

#include <array>
#include <atomic>
#include <deque>

#include "engine/telemetry/durations.h"
#include "engine/telemetry/ended.h"

namespace engine::telemetry {

/// Since the engine was made. Thread-safe.
struct Totals {
  explicit Totals(std::size_t stage_count) : stages(stage_count) {}

  void add(const Ended& document) {
    outcome_counts[static_cast<std::size_t>(document.outcome)].fetch_add(1,
                                                                         std::memory_order_relaxed);
    if (document.from_cache) from_cache.fetch_add(1, std::memory_order_relaxed);
    if (document.outcome == Outcome::shed) return;
    documents.add(document.finished - document.started);
    for (std::size_t i = 0; i < stages.size() && i < document.stages.size(); ++i) {
      if (document.stages[i] >= Duration(0)) stages[i].add(document.stages[i]);
    }
  }

  std::array<std::atomic<std::uint64_t>, outcomes> outcome_counts{};
  std::atomic<std::uint64_t> from_cache{0};
  Durations documents;
  std::deque<Durations> stages;                 // by stage; a deque, as they can't be moved
  std::atomic<std::uint64_t> spans_dropped{0};  // documents whose spans no place was found for
};

}  // namespace engine::telemetry
