#include "harness/measure/due_count.h"

#include <algorithm>

namespace harness::measure {

void DueCount::add_to(Observer& observer, std::span<result::TimelineRow> rows) {
  const auto offset_of = [&](const result::TimelineRow& row) {
    return origin + std::chrono::duration_cast<Duration>(std::chrono::duration<double>(row.t_s)) -
           start;
  };
  record::WindowGrid::Cursor cursor(windows);
  std::uint32_t window = 0;
  std::uint64_t in_window = 0, in_row = 0;
  auto row = rows.begin();
  double row_begin_s = seconds(start - origin);
  const auto end_row = [&] {
    row->offered = static_cast<double>(in_row);
    if (row->t_s > row_begin_s) row->offered_per_s = *row->offered / (row->t_s - row_begin_s);
    row_begin_s = row->t_s;
    in_row = 0;
    ++row;
  };
  for (std::uint64_t count = 0; count < sent; ++count) {
    const auto arrival = schedule.next();
    if (!arrival) break;
    if (const std::uint32_t now = cursor.at(arrival->offset); now != window) {
      observer.add_due(window, in_window);
      window = now;
      in_window = 0;
    }
    ++in_window;
    while (row + 1 < rows.end() && arrival->offset >= offset_of(*row)) end_row();
    ++in_row;
  }
  observer.add_due(window, in_window);
  while (row != rows.end()) end_row();
}

}  // namespace harness::measure
