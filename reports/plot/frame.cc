#include "reports/plot/frame.h"

#include <algorithm>

#include "reports/escape.h"

namespace reports::plot {
namespace {

constexpr double bottom_px = 60;  // tics' labels and the x axis's label
constexpr double head_px = 56;    // title and legend, then the bands' names
constexpr double gap_px = 34;     // between panels: the lower one's legend

double left_margin_px(const Sheet& sheet) {
  std::size_t longest = 0;
  for (const Panel& panel : sheet.panels) {
    for (const Tic& tic : panel.y.tics) {
      longest = std::max(longest, characters(shortened(tic.label, panel.y.longest_label)));
    }
  }
  return 50 + character_px * static_cast<double>(longest);
}

double legend_px(const Sheet& sheet) {
  std::size_t longest = 0;
  for (const Panel& panel : sheet.panels) {
    for (const Line& line : panel.lines) longest = std::max(longest, characters(line.label));
    for (const Bars& bars : panel.bars) longest = std::max(longest, characters(bars.label));
  }
  return 60 + character_px * 1.1 * static_cast<double>(std::min(longest, longest_label));
}

}  // namespace

std::size_t legend_entries(const Panel& panel) {
  return panel.lines.size() + panel.bars.size();
}

bool legend_beside(const Sheet& sheet) {
  return std::any_of(sheet.panels.begin(), sheet.panels.end(),
                     [](const Panel& panel) { return legend_entries(panel) > 4; });
}

double height_px(const Sheet& sheet) {
  if (sheet.height > 0) return sheet.height;
  return sheet.panels.size() > 1 ? 560 : 420;
}

Frame frame_of(const Sheet& sheet, std::size_t i) {
  const auto panels = static_cast<double>(sheet.panels.size());
  const double height = height_px(sheet);
  const double each = (height - head_px - bottom_px - gap_px * (panels - 1)) / panels;
  const double top = height - head_px - (each + gap_px) * static_cast<double>(i);
  const double right = width_px - (legend_beside(sheet) ? legend_px(sheet) : 24);
  return {left_margin_px(sheet) / width_px, right / width_px, (top - each) / height, top / height};
}

}  // namespace reports::plot
