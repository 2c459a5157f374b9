#include "engine/predict/successors.h"

#include <algorithm>

namespace engine::predict {

Successors::Successors(const Limits& limits) : limits_(limits), rows_(limits.items) {}

const Successors::Row* Successors::find(std::uint64_t item) const {
  const Row* const first = &rows_[set_of(item)];
  for (const Row* row = first; row < first + ways; ++row) {
    if (row->item == item && row->total > 0) return row;
  }
  return nullptr;
}

// Of a full set the row goes that was followed least; the others come nearer to it, so that none
// stays for ever.
Successors::Row& Successors::find_or_make(std::uint64_t item) {
  if (const Row* const row = find(item)) return rows_[static_cast<std::size_t>(row - rows_.data())];
  const auto first = rows_.begin() + static_cast<std::ptrdiff_t>(set_of(item));
  const auto least = std::min_element(first, first + ways,
                                      [](const Row& a, const Row& b) { return a.total < b.total; });
  if (least->total > 0) {
    for (auto row = first; row < first + ways; ++row) {
      row->total = std::max<std::uint16_t>(1, row->total - 1);
    }
  }
  *least = {};
  least->item = item;
  return *least;
}

// Where there is no room for another successor, the rarest loses one count for it (Misra and
// Gries).
void Successors::count(Row& row, std::uint64_t next) {
  if (++row.total >= halved_at) {
    row.total /= 2;
    for (std::uint16_t& one : row.counts) one /= 2;
  }
  std::size_t rarest = 0;
  for (std::size_t i = 0; i < kept; ++i) {
    if (row.counts[i] > 0 && row.next[i] == next) {
      ++row.counts[i];
      return;
    }
    if (row.counts[i] < row.counts[rarest]) rarest = i;
  }
  if (row.counts[rarest] > 0 && --row.counts[rarest] > 0) return;
  row.next[rarest] = next;
  row.counts[rarest] = 1;
}

void Successors::follow(std::uint64_t item) {
  if (last_) count(find_or_make(*last_), item);
  last_ = item;
}

std::optional<std::uint64_t> Successors::after(std::uint64_t item) const {
  const Row* const row = find(item);
  if (row == nullptr) return std::nullopt;
  const auto best = std::ranges::max_element(row->counts);
  if (*best < limits_.fewest || *best < limits_.confidence * row->total) return std::nullopt;
  return row->next[static_cast<std::size_t>(best - row->counts.begin())];
}

}  // namespace engine::predict
