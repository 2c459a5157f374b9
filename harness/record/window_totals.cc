#include "harness/record/window_totals.h"

#include <algorithm>

namespace harness::record {

void WindowTotals::Entry::settle() {
  if (direct.count() == 0) return;
  totals.add_direct(direct);
  direct.clear();
}

void WindowTotals::settle() {
  for (Entry& entry : std::span(entries_).first(used_)) entry.settle();
}

WindowTotals::Entry& WindowTotals::find(std::uint32_t window) {
  // Requests end nearly in the order in which they were due, so the newest windows come first.
  for (std::size_t i = used_; i-- > 0;) {
    if (entries_[i].window != window) continue;
    last_ = i;
    return entries_[i];
  }
  if (used_ == most_in_reach) {
    // The oldest window is the one that most of has ended.
    const auto oldest = std::ranges::min_element(entries_, {}, &Entry::window);
    oldest->settle();
    compact_[oldest->window].merge(CompactTotals(oldest->totals));
    oldest->totals.clear();
    oldest->window = window;
    last_ = static_cast<std::size_t>(oldest - entries_.begin());
    return *oldest;
  }
  if (used_ == entries_.size()) {
    entries_.emplace_back();
    entries_.back().totals.stages.resize(stages_);
  }
  last_ = used_++;
  entries_[last_].window = window;
  return entries_[last_];
}

void WindowTotals::merge(const WindowTotals& other) {
  for (const Entry& entry : std::span(other.entries_).first(other.used_)) {
    at(entry.window).totals.merge(entry.totals);
  }
  for (const auto& [window, totals] : other.compact_) compact_[window].merge(totals);
}

void WindowTotals::clear() {
  entries_.resize(std::min(used_ > most_spare ? most_spare : entries_.size(), entries_.size()));
  for (Entry& entry : entries_) entry.totals.clear();
  used_ = last_ = 0;
  compact_.clear();
}

std::size_t WindowTotals::memory_bytes() const {
  std::size_t bytes = (entries_.capacity() - entries_.size()) * sizeof(Entry);
  for (const Entry& entry : entries_) {
    bytes += sizeof entry.window + entry.totals.memory_bytes() + entry.direct.memory_bytes();
  }
  for (const auto& [window, totals] : compact_) bytes += sizeof window + totals.memory_bytes();
  return bytes;
}

}  // namespace harness::record
