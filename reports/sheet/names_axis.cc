#include "reports/sheet/names_axis.h"

#include <algorithm>

namespace reports::sheet {

Axis names_axis(const std::vector<std::string>& names) {
  Axis axis{.label = {},
            .low = 0.5,
            .high = static_cast<double>(names.size()) + 0.5,
            .reversed = true,
            .grid = false,
            .names = true,
            .tics = {}};
  for (std::size_t i = 0; i < names.size(); ++i) {
    axis.tics.push_back({static_cast<double>(i + 1), names[i]});
  }
  return axis;
}

double rows_height(std::size_t rows, double row_px) {
  constexpr double around = 120;  // title, axis and labels
  return std::clamp(around + row_px * static_cast<double>(rows), 240.0, 2000.0);
}

}  // namespace reports::sheet
