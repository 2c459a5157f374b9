#include "harness/record/window_grid.h"

#include <algorithm>

namespace harness::record {

WindowGrid::WindowGrid(std::span<const Duration> phases, Duration width) : width_(width) {
  Duration begin{};
  std::uint32_t first = 0;
  for (const Duration length : phases) {
    // A phase without length has a window without one.
    const auto whole = length / width + (length % width > Duration{} ? 1 : 0);
    const auto count = static_cast<std::uint32_t>(std::max<Duration::rep>(whole, 1));
    spans_.push_back({begin, begin + length, first, count});
    begin += length;
    first += count;
  }
}

std::uint32_t WindowGrid::phase_of(std::uint32_t window) const {
  const auto after =
      std::upper_bound(spans_.begin(), spans_.end(), window,
                       [](std::uint32_t number, const Span& span) { return number < span.first; });
  return static_cast<std::uint32_t>(after - spans_.begin()) - 1;
}

Duration WindowGrid::begin_of(std::uint32_t window) const {
  const Span& span = spans_[phase_of(window)];
  return span.begin + width_ * (window - span.first);
}

Duration WindowGrid::end_of(std::uint32_t window) const {
  const Span& span = spans_[phase_of(window)];
  const std::uint32_t place = window - span.first;
  return place + 1 == span.count ? span.end : span.begin + width_ * (place + 1);
}

std::uint32_t WindowGrid::at(Duration offset) const {
  const auto after =
      std::upper_bound(spans_.begin(), spans_.end(), offset,
                       [](Duration when, const Span& span) { return when < span.begin; });
  if (after == spans_.begin()) return 0;
  // Of phases without length the last one at that instant is taken: it is the one that goes on.
  const Span& span = *std::prev(after);
  const auto place = static_cast<std::uint32_t>(
      std::min<Duration::rep>((offset - span.begin) / width_, span.count - 1));
  return span.first + place;
}

void WindowGrid::Cursor::move_to(std::uint32_t window) {
  window_ = window;
  begin_ = window == 0 ? Duration::min() : grid_->begin_of(window);
  end_ = window + 1 == grid_->count() ? Duration::max() : grid_->end_of(window);
}

}  // namespace harness::record
