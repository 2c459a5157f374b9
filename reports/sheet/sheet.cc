#include "reports/sheet/sheet.h"

#include <algorithm>
#include <cmath>

namespace reports::sheet {

using harness::result::Figure;

bool has_figures(const Line& line) {
  return std::any_of(line.spots.begin(), line.spots.end(),
                     [](const Spot& spot) { return spot.y && std::isfinite(*spot.y); });
}

Spot spot_of(double x, const Figure& y, const Figure& low, const Figure& high) {
  const Spot spot{x, y, low, high};
  return has_whisker(spot) ? spot : Spot{x, y};
}

bool has_whisker(const Spot& spot) {
  return spot.y && spot.low && spot.high && std::isfinite(*spot.low) && std::isfinite(*spot.high) &&
         *spot.low <= *spot.high;
}

bool has_whiskers(const Line& line) {
  return std::any_of(line.spots.begin(), line.spots.end(), has_whisker);
}

bool has_whiskers(const Sheet& sheet) {
  return std::any_of(sheet.panels.begin(), sheet.panels.end(), [](const Panel& panel) {
    return std::any_of(panel.lines.begin(), panel.lines.end(),
                       [](const Line& line) { return has_whiskers(line); });
  });
}

std::optional<Extent> extent(const std::vector<Line>& lines) {
  std::optional<Extent> found;
  const auto take = [&](double y) {
    if (!found) found = Extent{y > 0 ? y : 0, y};
    if (y > 0 && (found->low <= 0 || y < found->low)) found->low = y;
    found->high = std::max(found->high, y);
  };
  for (const Line& line : lines) {
    for (const Spot& spot : line.spots) {
      if (!spot.y || !std::isfinite(*spot.y)) continue;
      take(*spot.y);
      if (line.sideways || !has_whisker(spot)) continue;
      take(*spot.low);
      take(*spot.high);
    }
  }
  return found;
}

}  // namespace reports::sheet
