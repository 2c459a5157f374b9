#include "reports/sheet/narrow.h"

#include <algorithm>

#include "reports/sheet/fitted_tics.h"
#include "reports/sheet/frame.h"

namespace reports::sheet {
namespace {

constexpr double panel_px = 190;
constexpr std::size_t name_letters = 17;

/// What the names down a panel's side need, each in its lines.
double names_px(const Axis& axis) {
  std::size_t most = 1;
  for (const Tic& tic : axis.tics) {
    most = std::max(most, broken(tic.label, axis.longest_label, axis.most_lines).size());
  }
  const double row_px = height_px(most) + 8;
  return row_px * static_cast<double>(axis.tics.size());
}

}  // namespace

Sheet narrow(Sheet sheet) {
  sheet.narrow = true;
  sheet.width = 400;
  sheet.title.clear();
  const bool rows_of_names = sheet.height > 0;  // asked for by what stands in the rows
  double panels_px = 0;
  double legends_px = 0;
  for (Panel& panel : sheet.panels) {
    if (panel.y.names) {
      panel.y.longest_label = std::min(panel.y.longest_label, name_letters);
      panel.y.most_lines = 3;
    }
    panels_px += std::max(panel_px, panel.y.names ? names_px(panel.y) : 0);
    legends_px += line_px * static_cast<double>(legend_rows(sheet, panel)) + 24;
  }
  const double needed = panels_px + legends_px + 70;
  sheet.height = rows_of_names ? std::max(needed, std::min(sheet.height, 1.5 * needed)) : needed;
  return sheet;
}

}  // namespace reports::sheet
