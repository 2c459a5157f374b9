// A series that never takes more memory, however long it goes on.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace harness::record {

/// What came piece by piece, in order, as at most `most` entries that stand for equally many pieces
/// each (the last one perhaps for fewer): when they are full, neighbours are merged, and from then
/// on each entry takes twice as many pieces. From the 128th piece on there are 64 to 128 entries.
/// Entry: a value with merge(const Entry&).
template <class Entry>
class BoundedSeries {
 public:
  static constexpr std::size_t most = 128;

  void add(Entry piece) {
    if (!entries_.empty() && in_last_ < stride_) {
      entries_.back().merge(piece);
      ++in_last_;
      return;
    }
    if (entries_.size() == most) halve();
    entries_.push_back(std::move(piece));
    in_last_ = 1;
  }

  /// Adds what belongs to the last piece but came later. If there is none, it makes one.
  void add_late(Entry rest) {
    if (entries_.empty()) {
      add(std::move(rest));
    } else {
      entries_.back().merge(rest);
    }
  }

  std::span<const Entry> entries() const { return entries_; }

  /// How many pieces an entry stands for: a power of two.
  std::size_t stride() const { return stride_; }

 private:
  void halve() {
    for (std::size_t i = 0; i < most / 2; ++i) {
      if (i > 0) entries_[i] = std::move(entries_[2 * i]);
      entries_[i].merge(entries_[2 * i + 1]);
    }
    entries_.resize(most / 2);
    stride_ *= 2;
  }

  std::vector<Entry> entries_;
  std::size_t stride_ = 1;
  std::size_t in_last_ = 0;
};

}  // namespace harness::record
