// Measuring until a figure is known well enough.
#pragma once

#include <atomic>

#include "harness/result/run_result.h"
#include "harness/slice/slice.h"
#include "harness/stats/precision.h"

namespace harness::run {

/// Who asks for what a run is to know.
inline constexpr std::string_view until_source = "--until";

/// Looks at a phase's slices while it is measured, its warm-up left out, and says when the
/// precision asked for is reached. For one phase. enough() is the observing thread's.
class Until {
 public:
  Until(stats::Precision precision, bool open_loop)
      : rule_(std::move(precision)), open_loop_(open_loop) {}

  bool enough(std::span<const slice::Slice> slices);

  /// "p99 known to 7.1 %, wanted 5 %", or what else it waits for: for a progress line; empty before
  /// the first look.
  std::string progress() const;

  /// How many times as long as until now it takes in all, about; 0 before there is an interval. An
  /// example: one of twice the width wanted takes four times as long. For the observing thread.
  double longer() const;

  /// Met, or can't tell where the time was up before: as an objective of that step and phase. The
  /// sentence says what the run waited for: the precision, the evidence, the steady state, or the
  /// looks that confirm it.
  result::ObjectiveResult verdict(const std::string& step, const std::string& phase) const;

 private:
  bool is_narrow() const;
  std::string waits_for() const;

  stats::StopRule rule_;
  bool open_loop_;
  std::uint64_t looked_at_ = 0;  // requests, warm-up included, at the last look
  bool steady_ = false;          // at the last look
  bool reached_ = false;
};

}  // namespace harness::run
