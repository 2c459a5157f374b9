#include "reports/plot/sheet.h"

#include <algorithm>
#include <cmath>

namespace reports::plot {

bool has_figures(const Line& line) {
  return std::any_of(line.spots.begin(), line.spots.end(),
                     [](const Spot& spot) { return spot.y && std::isfinite(*spot.y); });
}

std::optional<Extent> extent(const std::vector<Line>& lines) {
  std::optional<Extent> found;
  for (const Line& line : lines) {
    for (const Spot& spot : line.spots) {
      if (!spot.y || !std::isfinite(*spot.y)) continue;
      const double y = *spot.y;
      if (!found) found = Extent{y > 0 ? y : 0, y};
      if (y > 0 && (found->low <= 0 || y < found->low)) found->low = y;
      found->high = std::max(found->high, y);
    }
  }
  return found;
}

}  // namespace reports::plot
