// The run as it goes, on a terminal.
#pragma once

#include <chrono>
#include <string>

#include "harness/run/progress.h"

namespace scenarios {

/// One line on stderr, written over and over on a terminal; elsewhere a line per step and phase.
class ProgressLine {
 public:
  explicit ProgressLine(bool terminal) : terminal_(terminal) {}
  ~ProgressLine() { clear(); }

  void show(const harness::run::Progress& progress);
  void clear();

 private:
  void announce(const harness::run::Progress& progress);

  bool terminal_;
  bool shown_ = false;
  std::string announced_;
};

/// The line's text, at most `width` columns.
std::string progress_text(const harness::run::Progress& progress, std::size_t width);

}  // namespace scenarios
