// Looks at everything from time to time: slices for the statistics, rows for the timeline.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "harness/probe/usage.h"
#include "harness/record/recorder.h"
#include "harness/record/window_grid.h"
#include "harness/result/run_result.h"
#include "harness/slice/in_flight_seen.h"
#include "harness/slice/reading.h"
#include "harness/slice/slice.h"
#include "harness/target.h"

namespace harness::measure {

/// Turns what was recorded and probed between two looks into slices of phases and a part of a row
/// of the timeline. Passive: whoever owns the time calls it. Not thread-safe, but for glance().
class Observer {
 public:
  /// Timeline rows count their time from `origin`. The windows are those of the recorder's samples;
  /// one name for each of their phases.
  Observer(record::Recorder& recorder, Instant origin, record::WindowGrid windows,
           std::vector<std::string> phases, std::string step);

  /// Processes whose use counts as the target's, from begin() on; see ProcessProbe.
  void follow(std::vector<probe::NamedProcess> processes, probe::Resources resources) {
    sampler_.follow(std::move(processes), resources);
  }
  std::vector<std::string> lost() const { return sampler_.lost(); }

  /// Begins; what was used before it since the last look is in no slice and no row.
  void begin(Target& target, Instant now);

  /// What comes from now on is of another pass: a slice of its own. For loads of one window.
  void begin_pass() { ++passes_before_; }

  /// Those of the first target that it began with.
  const std::vector<CounterInfo>& counters() const { return reader_.counters(); }

  /// What is observed begins at `now`, not when begin() was called. Call right after it.
  void begins_at(Instant now) { snapshot_.when = row_.since.when = now; }

  /// How many requests are under way, at an instant drawn at random: `late` ago. Any thread.
  void glance(Duration late = {});
  /// How many wait in the target's queue.
  void see_queue(Target& target);

  /// Ends an interval and begins the next. `window`: the one whose time it was; none after the
  /// load's end, when what is used and what ends is in no slice.
  void look(Target& target, Instant now, std::optional<std::uint32_t> window);

  /// Ends the timeline's row, one of `phase`, at the last look and begins the next.
  const result::TimelineRow& end_row(std::uint32_t phase);

  /// Requests of the window were due, which one that never ended tells nobody.
  void add_due(std::uint32_t window, std::uint64_t due) { slice_of(window).due += due; }

  const std::vector<result::TimelineRow>& rows() const { return rows_; }
  std::vector<result::TimelineRow> take_rows() { return std::move(rows_); }
  const slice::Slices& slices(std::uint32_t phase) const { return slices_[phase]; }
  slice::Slices take_slices(std::uint32_t phase) { return std::move(slices_[phase]); }
  const slice::InFlightSeen& in_flight() const { return in_flight_; }

 private:
  /// What the timeline's next row is made of.
  struct OpenRow {
    probe::Snapshot since;
    slice::Reading reading;
    std::uint64_t sent = 0;
    record::Histogram latency;
    record::Outcomes outcomes;
    double in_flight_sum = 0, queue_depth_sum = 0;
    std::uint64_t glances = 0, queue_glances = 0;
  };

  slice::Slice& slice_of(std::uint32_t window);
  record::Outcomes collect();
  std::size_t memory_bytes() const;  // of it and its recorder: both grow for as long as a run does
  void begin_row(std::uint64_t sent);

  record::Recorder& recorder_;
  const Instant origin_;
  const record::WindowGrid windows_;
  const std::vector<std::string> phases_;
  const std::string step_;
  probe::Sampler sampler_;

  record::WindowTotals taken_;         // kept for its memory
  std::vector<slice::Slices> slices_;  // by phase
  std::uint32_t passes_before_ = 0;
  std::mutex glancing_;  // over the next three
  slice::InFlightSeen in_flight_;
  double in_flight_sum_ = 0;  // of the glances since the last look
  std::uint64_t glances_ = 0;
  OpenRow row_;
  std::vector<result::TimelineRow> rows_;

  probe::Snapshot snapshot_;
  slice::CounterReader reader_;
  slice::Reading reading_;
};

}  // namespace harness::measure
