// Totals by the window in which requests were due.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "harness/record/compact_totals.h"
#include "harness/record/totals.h"

namespace harness::record {

/// The totals of some windows. Few of them are in quick reach at a time; the others are compact, so
/// that many windows, as after a long stall, take little memory. Emptied, it keeps the memory of
/// very few.
class WindowTotals {
 public:
  explicit WindowTotals(std::size_t stages = 0) : stages_(stages) {}

  /// A request of its window has ended.
  void add(const Sample& sample) {
    Entry& entry = at(sample.window);
    entry.totals.add(sample, &entry.direct);
  }

  /// One of a class, or with marks.
  void add_to_class(const Sample& sample) {
    Entry& entry = at(sample.window);
    entry.totals.add(sample, &entry.direct);
    entry.totals.add_to_class(sample);
  }

  /// A request of the window, that was added, has held its bounds.
  void add_good(std::uint32_t window) { ++at(window).totals.good; }

  /// All that was added is in its place. To be called before merge() takes from this, and visit().
  void settle();

  /// Calls `visit(window, totals)` with each part, PhaseTotals or CompactTotals: a window has one
  /// of each at most.
  template <class Visit>
  void visit(const Visit& visit) const {
    for (const Entry& entry : std::span(entries_).first(used_)) visit(entry.window, entry.totals);
    for (const auto& [window, totals] : compact_) visit(window, totals);
  }

  bool empty() const { return used_ == 0 && compact_.empty(); }

  void merge(const WindowTotals& other);
  void clear();
  std::size_t memory_bytes() const;

 private:
  struct Entry {
    std::uint32_t window = 0;
    PhaseTotals totals;
    Histogram direct;  // see PhaseTotals::add

    void settle();
  };

  static constexpr std::size_t most_in_reach = 8;
  static constexpr std::size_t most_spare = 3;

  Entry& at(std::uint32_t window) {
    if (last_ < used_ && entries_[last_].window == window) [[likely]]
      return entries_[last_];
    return find(window);
  }
  Entry& find(std::uint32_t window);

  std::size_t stages_;
  std::vector<Entry> entries_;  // [0, used_), and behind them empty ones that keep their memory
  std::size_t used_ = 0, last_ = 0;
  std::map<std::uint32_t, CompactTotals> compact_;
};

}  // namespace harness::record
