#include "reports/sheet/frame.h"

#include <algorithm>

#include "reports/sheet/fitted_tics.h"
#include "reports/words/escape.h"

namespace reports::sheet {
namespace {

constexpr double usual_width_px = 900;
constexpr double legend_row_px = 18;
constexpr double bands_px = 22;  // between the first panel and its legend: the bands' names

std::size_t longest_line(const std::vector<FittedTic>& tics) {
  std::size_t longest = 0;
  for (const FittedTic& tic : tics) {
    for (const std::string& line : tic.lines) longest = std::max(longest, words::characters(line));
  }
  return longest;
}

double left_margin_px(const Sheet& sheet) {
  std::size_t longest = 0;
  for (const Panel& panel : sheet.panels) {
    longest = std::max(longest, longest_line(fitted_tics(panel.y, 1e6, Direction::upwards)));
  }
  const bool labelled = std::any_of(sheet.panels.begin(), sheet.panels.end(),
                                    [](const Panel& panel) { return !panel.y.label.empty(); });
  const double around = labelled || !sheet.narrow ? 50 : 18;
  const double letter_px = sheet.narrow ? 8 : character_px;  // nothing to spare for wide letters
  return around + letter_px * static_cast<double>(longest);
}

std::size_t longest_name(const Panel& panel) {
  std::size_t longest = 0;
  for (const Line& line : panel.lines) longest = std::max(longest, words::characters(line.label));
  for (const Bars& bars : panel.bars) longest = std::max(longest, words::characters(bars.label));
  return std::min(longest, longest_label);
}

double entry_px(std::size_t letters) {
  return 60 + character_px * 1.1 * static_cast<double>(letters);
}

double legend_px(const Sheet& sheet) {
  std::size_t longest = 0;
  for (const Panel& panel : sheet.panels) longest = std::max(longest, longest_name(panel));
  return entry_px(longest);
}

double right_margin_px(const Sheet& sheet) {
  if (legend_beside(sheet)) return legend_px(sheet);
  return sheet.narrow ? 18 : 24;
}

/// The x axis's label and its tics', in as many lines as the longest of them takes.
double bottom_px(const Sheet& sheet) {
  std::size_t lines = 1;
  if (!sheet.panels.empty()) {
    const double across = width_px(sheet) - left_margin_px(sheet) - right_margin_px(sheet);
    for (const FittedTic& tic : fitted_tics(sheet.panels.back().x, across, Direction::across)) {
      lines = std::max(lines, tic.lines.size());
    }
  }
  return 60 + line_px * static_cast<double>(lines - 1);
}

/// Above the first panel: title and legend, which share a line unless the sheet is narrow, then the
/// bands' names.
double head_px(const Sheet& sheet) {
  if (!sheet.narrow || sheet.panels.empty()) return 56;
  const auto rows = static_cast<double>(legend_rows(sheet, sheet.panels.front()));
  return 6 + legend_row_px * rows + bands_px;
}

/// Between a panel and the one above it: the panel's legend.
double gap_px(const Sheet& sheet, std::size_t i) {
  if (!sheet.narrow) return 34;
  return 18 + legend_row_px * static_cast<double>(legend_rows(sheet, sheet.panels[i]));
}

}  // namespace

std::size_t legend_entries(const Panel& panel) {
  return panel.lines.size() + panel.bars.size();
}

bool legend_beside(const Sheet& sheet) {
  return !sheet.narrow && std::any_of(sheet.panels.begin(), sheet.panels.end(),
                                      [](const Panel& panel) { return legend_entries(panel) > 4; });
}

std::size_t legend_columns(const Sheet& sheet, const Panel& panel) {
  // As gnuplot reckons, or more: letters of 0.6 of the font's height, eight for a line's sample.
  const double entry = 7.2 * static_cast<double>(longest_name(panel) + 8);
  const double across = width_px(sheet) - left_margin_px(sheet) - right_margin_px(sheet);
  return std::max<std::size_t>(1, static_cast<std::size_t>(across / entry));
}

std::size_t legend_rows(const Sheet& sheet, const Panel& panel) {
  const std::size_t entries = legend_entries(panel);
  if (entries < 2) return 0;
  const std::size_t columns = legend_columns(sheet, panel);
  return (entries + columns - 1) / columns;
}

double height_px(std::size_t lines) {
  constexpr double between_px = 4;
  return lines == 0 ? 0 : line_px * static_cast<double>(lines) - between_px;
}

double width_px(const Sheet& sheet) {
  return sheet.width > 0 ? sheet.width : usual_width_px;
}

double height_px(const Sheet& sheet) {
  if (sheet.height > 0) return sheet.height;
  return sheet.panels.size() > 1 ? 560 : 420;
}

Frame frame_of(const Sheet& sheet, std::size_t i) {
  const double height = height_px(sheet);
  const double width = width_px(sheet);
  double gaps = 0;
  double above = head_px(sheet);
  for (std::size_t k = 1; k < sheet.panels.size(); ++k) {
    gaps += gap_px(sheet, k);
    if (k <= i) above += gap_px(sheet, k);
  }
  const double each = (height - head_px(sheet) - bottom_px(sheet) - gaps) /
                      static_cast<double>(sheet.panels.size());
  const double top = height - above - each * static_cast<double>(i);
  return {left_margin_px(sheet) / width, (width - right_margin_px(sheet)) / width,
          (top - each) / height, top / height};
}

}  // namespace reports::sheet
