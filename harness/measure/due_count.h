// How many requests were due, and when.
#pragma once

#include <span>

#include "harness/measure/observer.h"
#include "harness/result/run_result.h"
#include "harness/schedule/schedule.h"

namespace harness::measure {

/// A schedule that was driven, told once more to find out what was due in each window and in each
/// row of the timeline: a driver that was late, or a target that never answered, tell something
/// else.
struct DueCount {
  schedule::Schedule schedule;  // not yet asked for an arrival
  const record::WindowGrid& windows;
  Instant start;           // of the schedule
  std::uint64_t sent = 0;  // so many were sent, the first ones; the others never
  Instant origin;          // of the rows' time

  /// Preconditions: the rows are in order of time, the first one begins before `start`.
  void add_to(Observer& observer, std::span<result::TimelineRow> rows);
};

}  // namespace harness::measure
