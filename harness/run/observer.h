// Looks at everything from time to time and writes the timeline.
#pragma once

#include <cstdint>
#include <vector>

#include "harness/probe/usage.h"
#include "harness/record/recorder.h"
#include "harness/result/run_result.h"
#include "harness/run/account.h"
#include "harness/target.h"

namespace harness::run {

/// Turns what was recorded and probed between two looks into a row of the timeline, and charges it
/// to a phase's account. Passive: whoever owns the time calls it. Not thread-safe.
class Observer {
 public:
  /// Timeline rows count their time from `origin`; phases are numbered as the recorder's.
  Observer(record::Recorder& recorder, Instant origin, std::vector<std::string> phases,
           std::string step);

  /// Begins an interval; what happened before it since the last look is in no row.
  void begin(Target& target, Instant now);

  /// How many requests are under way, and how many wait, between two looks.
  void glance(Target& target, std::uint32_t phase);

  /// Ends the interval, which was one of `phase`, and begins the next.
  const result::TimelineRow& look(Target& target, Instant now, std::uint32_t phase);

  const std::vector<result::TimelineRow>& rows() const { return rows_; }
  std::vector<result::TimelineRow> take_rows() { return std::move(rows_); }
  const Account& account(std::uint32_t phase) const { return accounts_[phase]; }

 private:
  record::Recorder& recorder_;
  const Instant origin_;
  const std::vector<std::string> phases_;
  const std::string step_;
  probe::Sampler sampler_;
  std::vector<Account> accounts_;
  std::vector<result::TimelineRow> rows_;

  probe::Snapshot snapshot_;
  Observation observation_;
  std::uint64_t sent_ = 0;
  double in_flight_sum_ = 0, queue_depth_sum_ = 0;
  std::uint64_t glances_ = 0, queue_glances_ = 0;
};

}  // namespace harness::run
