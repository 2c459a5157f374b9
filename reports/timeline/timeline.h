// A run's timeline in the form in which plots want it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "reports/sheet/sheet.h"

namespace reports::timeline {

using harness::result::Figure;
using harness::result::RunResult;

/// A figure of a timeline's row.
using Member = Figure harness::result::TimelineRow::*;

/// A row and how long its interval was.
struct Interval {
  harness::result::TimelineRow row;
  double length_s;
};

/// The rows of a run in order of time, at most `most` of them (a longer run's are summed up several
/// at a time: counts are added, latencies give the worst, everything else the mean). A phase's last
/// row is left out if it is shorter than half the usual interval; its time stays on the axis.
class Timeline {
 public:
  static constexpr std::size_t most = 1500;

  explicit Timeline(const RunResult& run);

  /// One line of a panel.
  sheet::Line line(std::string label, const sheet::Style& style, Member member) const;

  /// Of the run's counters, and one line of the one in that place.
  const std::vector<harness::CounterInfo>& counters() const { return counters_; }
  sheet::Line counter_line(std::string label, const sheet::Style& style, std::size_t place) const;

  /// Counts of an interval as a rate.
  sheet::Line rate_line(std::string label, const sheet::Style& style, Member count) const;

  /// The phases (or steps) along the axis, hatched where they were not measured or were cut off as
  /// warm-up.
  const std::vector<sheet::Band>& bands() const { return bands_; }

  sheet::Axis time() const;
  bool empty() const { return intervals_.empty(); }

  /// A panel with bands and those of the lines that have figures.
  sheet::Panel panel(sheet::Axis y, std::vector<sheet::Line> lines) const;

 private:
  void add_bands(const RunResult& run);

  std::vector<harness::CounterInfo> counters_;
  std::vector<Interval> intervals_;
  double end_s_ = 0;
  std::vector<sheet::Band> bands_;
};

}  // namespace reports::timeline
