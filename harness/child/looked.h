// A process and its target, looked at once.
#pragma once

#include <optional>
#include <span>

#include "harness/child/slice_report.h"
#include "harness/probe/allocation_count.h"
#include "harness/probe/process_probe.h"
#include "harness/slice/reading.h"

namespace harness::child {

/// What was used and counted until then.
struct Looked {
  probe::ProcessFigures process;
  std::optional<probe::AllocationCount> allocations;
  slice::Reading said;  // by the target
};

/// Adds what was used and counted between two looks. `counters`: those of both.
void add_used(const Looked& before, const Looked& after, std::span<const CounterInfo> counters,
              SliceReport& report);

}  // namespace harness::child
