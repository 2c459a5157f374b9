// The run as it goes, on a terminal.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "harness/run/progress.h"

namespace scenarios {

/// One line on stderr, written over and over on a terminal: when there is something new, and every
/// second, since a run has parts in which nobody tells of anything. Elsewhere a line for each phase
/// of each step when it first begins.
class ProgressLine {
 public:
  explicit ProgressLine(bool terminal);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const harness::run::Progress& progress);
  void clear();

 private:
  void draw(const harness::run::Progress& progress);
  void announce(const harness::run::Progress& progress);
  void tick(const std::stop_token& stop);

  const bool terminal_;
  std::mutex mutex_;
  bool shown_ = false;
  harness::run::Progress last_;
  std::chrono::steady_clock::time_point last_at_;
  std::set<std::string> announced_;
  std::condition_variable_any woken_;
  std::jthread ticking_;  // on a terminal
};

/// The progress as it will be if nobody tells of anything for so long.
harness::run::Progress later(harness::run::Progress progress, double seconds);

/// The line's text, at most `width` columns.
std::string progress_text(const harness::run::Progress& progress, std::size_t width);

}  // namespace scenarios
