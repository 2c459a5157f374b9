// How a load's time is divided: phases, and windows within them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "harness/clock.h"

namespace harness::record {

/// Numbers windows of equal width, from 0 on, phase after phase; each phase begins a window, so
/// that its last one may be shorter. A request belongs to the window in which it is due: a phase of
/// 1 s and one of 250 ms, in windows of 200 ms, have the windows 0 to 4, and 5 and 6.
class WindowGrid {
 public:
  /// One phase and one window, which never ends.
  WindowGrid() : WindowGrid(std::vector<Duration>{Duration::max()}, Duration::max()) {}
  /// Preconditions: at least one phase, none negative; width > 0.
  WindowGrid(std::span<const Duration> phases, Duration width);

  std::uint32_t phases() const { return static_cast<std::uint32_t>(spans_.size()); }
  std::uint32_t count() const { return spans_.back().first + spans_.back().count; }
  std::uint32_t first_of(std::uint32_t phase) const { return spans_[phase].first; }
  /// Precondition: some phase has it.
  std::uint32_t phase_of(std::uint32_t window) const;

  /// When it begins and ends, from the beginning of the load on.
  Duration begin_of(std::uint32_t window) const;
  Duration end_of(std::uint32_t window) const;

  /// The one that holds an offset; the last one if it lies behind all.
  std::uint32_t at(Duration offset) const;

  /// Finds the windows of offsets that mostly rise, at the cost of a comparison.
  class Cursor {
   public:
    explicit Cursor(const WindowGrid& grid) : grid_(&grid) { move_to(0); }
    std::uint32_t at(Duration offset) {
      if (offset < begin_ || offset >= end_) [[unlikely]]
        move_to(grid_->at(offset));
      return window_;
    }

   private:
    void move_to(std::uint32_t window);

    const WindowGrid* grid_;
    std::uint32_t window_ = 0;
    Duration begin_{}, end_{};
  };

 private:
  struct Span {
    Duration begin{}, end{};
    std::uint32_t first = 0, count = 0;  // of its windows
  };

  std::vector<Span> spans_;
  Duration width_;
};

}  // namespace harness::record
