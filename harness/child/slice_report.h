// What a slice came to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/clock.h"
#include "harness/counter.h"
#include "harness/record/sparse_histogram.h"

namespace harness::child {

/// A slice's figures; those of the process are of its whole tree of descendants, and of the
/// processes that belong to its target. What can't be told is empty.
struct SliceReport {
  using Figure = std::optional<std::uint64_t>;

  std::uint64_t ok = 0, failed = 0, shed = 0;  // requests by how they ended
  std::uint64_t unfinished = 0;                // that never did: the session is of no use any more
  std::string why = {};                        // why most of the failed ones did; may be empty
  std::uint64_t improper = 0;  // things that a target must not do, such as to end a request twice
  Duration length{};           // from its beginning until its last request ended
  record::SparseHistogram latency = {};  // of the requests that ended ok
  record::SparseHistogram lag = {};      // how late all of them were sent
  Figure cpu_ns = {};                    // user and system
  Figure allocations = {}, allocated_bytes = {};
  Figure io_operations = {};
  Figure cache_hits = {}, cache_misses = {};
  Figure rss_bytes = {}, rss_peak_bytes = {};  // at the slice's end; the most since the start
  /// By Ready::counters: by how much a total grew, what a level is at the slice's end.
  std::vector<CounterValue> counters = {};

  std::uint64_t requests() const { return ok + failed + shed; }
};

}  // namespace harness::child
