// Totals by the window in which requests were due.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "harness/record/totals.h"

namespace harness::record {

/// The totals of some windows, in no order. Emptied, it keeps the memory of few of them.
class WindowTotals {
 public:
  struct Entry {
    std::uint32_t window = 0;
    PhaseTotals totals;
  };

  explicit WindowTotals(std::size_t stages = 0) : stages_(stages) {}

  /// The window's totals, which are empty at first.
  PhaseTotals& at(std::uint32_t window) {
    if (last_ < used_ && entries_[last_].window == window) [[likely]]
      return entries_[last_].totals;
    return find(window);
  }

  std::span<const Entry> entries() const { return {entries_.data(), used_}; }
  bool empty() const { return used_ == 0; }

  void merge(const WindowTotals& other);
  void clear();
  std::size_t memory_bytes() const;

 private:
  static constexpr std::size_t most_spare = 3;

  PhaseTotals& find(std::uint32_t window);

  std::size_t stages_;
  std::vector<Entry> entries_;  // [0, used_), and behind them empty ones that keep their memory
  std::size_t used_ = 0, last_ = 0;
};

}  // namespace harness::record
