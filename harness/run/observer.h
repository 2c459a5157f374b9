// Looks at everything from time to time: slices for the statistics, rows for the timeline.
#pragma once

#include <cstdint>
#include <vector>

#include "harness/probe/usage.h"
#include "harness/record/recorder.h"
#include "harness/result/run_result.h"
#include "harness/run/slice.h"
#include "harness/target.h"

namespace harness::run {

/// Turns what was recorded and probed between two looks into a slice of a phase and a part of a row
/// of the timeline. Passive: whoever owns the time calls it. Not thread-safe.
class Observer {
 public:
  /// Timeline rows count their time from `origin`; phases are numbered as the recorder's.
  Observer(record::Recorder& recorder, Instant origin, std::vector<std::string> phases,
           std::string step);

  /// Begins; what was used before it since the last look is in no slice and no row.
  void begin(Target& target, Instant now);

  /// What is observed begins at `now`, not when begin() was called. Call right after it.
  void begins_at(Instant now) { snapshot_.when = row_.since.when = now; }

  /// How many requests are under way, and how many wait, between two looks.
  void glance(Target& target, std::uint32_t phase);

  /// Ends an interval, which was one of `phase`, and begins the next. What ended late, of an
  /// earlier phase, goes into that phase's last slice.
  void look(Target& target, Instant now, std::uint32_t phase);

  /// Ends the phase's slice: the next look begins another.
  void end_slice(std::uint32_t phase);
  /// Ends the timeline's row at the last look and begins the next.
  const result::TimelineRow& end_row(std::uint32_t phase);

  const std::vector<result::TimelineRow>& rows() const { return rows_; }
  std::vector<result::TimelineRow> take_rows() { return std::move(rows_); }
  const Slices& slices(std::uint32_t phase) const { return slices_[phase]; }
  /// With what ended of a phase that was over before anybody looked at it.
  Slices take_slices(std::uint32_t phase);

 private:
  /// What the timeline's next row is made of.
  struct OpenRow {
    probe::Snapshot since;
    Observation observed;
    std::uint64_t sent = 0;
    record::Histogram latency;
    record::Outcomes outcomes;
    double in_flight_sum = 0, queue_depth_sum = 0;
    std::uint64_t glances = 0, queue_glances = 0;
  };

  void collect(std::uint32_t phase);
  std::size_t memory_bytes() const;  // of it and its recorder: both grow for as long as a run does
  void begin_row(std::uint64_t sent);

  record::Recorder& recorder_;
  const Instant origin_;
  const std::vector<std::string> phases_;
  const std::string step_;
  probe::Sampler sampler_;

  std::vector<record::PhaseTotals> taken_;  // kept for its memory
  std::vector<Slices> slices_;
  std::vector<Slice> open_slices_;
  OpenRow row_;
  std::vector<result::TimelineRow> rows_;

  probe::Snapshot snapshot_;
  Observation observation_;
};

}  // namespace harness::run
