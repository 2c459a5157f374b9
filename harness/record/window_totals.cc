#include "harness/record/window_totals.h"

#include <algorithm>

namespace harness::record {

PhaseTotals& WindowTotals::find(std::uint32_t window) {
  // Requests end nearly in the order in which they were due, so the newest windows come first.
  for (std::size_t i = used_; i-- > 0;) {
    if (entries_[i].window != window) continue;
    last_ = i;
    return entries_[i].totals;
  }
  if (used_ == entries_.size()) {
    entries_.emplace_back();
    entries_.back().totals.stages.resize(stages_);
  }
  last_ = used_++;
  entries_[last_].window = window;
  return entries_[last_].totals;
}

void WindowTotals::merge(const WindowTotals& other) {
  for (const Entry& entry : other.entries()) at(entry.window).merge(entry.totals);
}

void WindowTotals::clear() {
  entries_.resize(std::min(used_ > most_spare ? most_spare : entries_.size(), entries_.size()));
  for (Entry& entry : entries_) entry.totals.clear();
  used_ = last_ = 0;
}

std::size_t WindowTotals::memory_bytes() const {
  std::size_t bytes = (entries_.capacity() - entries_.size()) * sizeof(Entry);
  for (const Entry& entry : entries_) bytes += entry.totals.memory_bytes();
  return bytes;
}

}  // namespace harness::record
