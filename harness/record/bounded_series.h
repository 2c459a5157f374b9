// A series that never takes more memory, however long it goes on.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace harness::record {

/// What comes piece by piece, numbered from 0, as at most `most` entries that stand for equally
/// many pieces each (the last one perhaps for fewer): when they are full, neighbours are merged,
/// and from then on each entry takes twice as many pieces. From the 128th piece on there are 64 to
/// 128 entries. Entry: a value with merge(const Entry&), and empty when made.
template <class Entry>
class BoundedSeries {
 public:
  static constexpr std::size_t most = 128;

  /// The entry that the piece belongs to; those before it are there from then on, too.
  Entry& at(std::size_t piece) {
    while (piece / stride_ >= most) halve();
    const std::size_t place = piece / stride_;
    if (place >= entries_.size()) entries_.resize(place + 1);
    pieces_ = std::max(pieces_, piece + 1);
    return entries_[place];
  }

  /// Adds one more piece behind all others.
  void add(const Entry& piece) { at(pieces_).merge(piece); }

  std::span<const Entry> entries() const { return entries_; }
  std::size_t pieces() const { return pieces_; }

  /// How many pieces an entry stands for: a power of two.
  std::size_t stride() const { return stride_; }

 private:
  void halve() {
    const std::size_t whole = entries_.size();
    for (std::size_t i = 0; i < (whole + 1) / 2; ++i) {
      if (i > 0) entries_[i] = std::move(entries_[2 * i]);
      if (2 * i + 1 < whole) entries_[i].merge(entries_[2 * i + 1]);
    }
    entries_.resize((whole + 1) / 2);
    stride_ *= 2;
  }

  std::vector<Entry> entries_;
  std::size_t stride_ = 1;
  std::size_t pieces_ = 0;
};

}  // namespace harness::record
