#include "harness/record/window_grid.h"

#include <doctest/doctest.h>

#include <array>

namespace window_grid_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::record::WindowGrid;

TEST_CASE("each phase begins a window, and its last one may be shorter") {
  const std::array<Duration, 2> phases{1s, 250ms};
  const WindowGrid grid(phases, 200ms);
  CHECK(grid.phases() == 2);
  CHECK(grid.count() == 7);
  CHECK(grid.first_of(1) == 5);
  CHECK(grid.phase_of(4) == 0);
  CHECK(grid.phase_of(5) == 1);
  CHECK(grid.begin_of(5) == 1s);
  CHECK(grid.end_of(5) == 1200ms);
  CHECK(grid.end_of(6) == 1250ms);
}

TEST_CASE("windows follow one another without gaps, and each instant lies in its own") {
  const std::array<Duration, 4> phases{70ms, 0ms, 100ms, 1ns};
  const WindowGrid grid(phases, 30ms);
  WindowGrid::Cursor cursor(grid);
  for (std::uint32_t window = 0; window < grid.count(); ++window) {
    const Duration begin = grid.begin_of(window), end = grid.end_of(window);
    if (window + 1 < grid.count()) CHECK(end == grid.begin_of(window + 1));
    if (begin == end) continue;  // of the phase without length
    CHECK(grid.at(begin) == window);
    CHECK(grid.at(end - 1ns) == window);
    CHECK(cursor.at(begin) == window);
    CHECK(cursor.at(end - 1ns) == window);
  }
}

TEST_CASE("what lies before or behind all is of the first or the last") {
  const std::array<Duration, 1> phases{1s};
  const WindowGrid grid(phases, 300ms);
  WindowGrid::Cursor cursor(grid);
  CHECK(grid.at(-1s) == 0);
  CHECK(cursor.at(-1s) == 0);
  CHECK(grid.at(5s) == 3);
  CHECK(cursor.at(5s) == 3);
  CHECK(cursor.at(0s) == 0);  // offsets mostly rise
}

TEST_CASE("without a width there is a window a phase, and without phases one for all time") {
  const std::array<Duration, 3> phases{100ms, 0ms, 200ms};
  const WindowGrid grid(phases, Duration::max());
  CHECK(grid.count() == 3);
  CHECK(grid.at(100ms) == 2);
  WindowGrid always;
  WindowGrid::Cursor cursor(always);
  CHECK(cursor.at(1h) == 0);
}

}  // namespace window_grid_test
