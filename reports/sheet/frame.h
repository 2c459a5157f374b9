// Where things lie on a sheet.
#pragma once

#include <cstddef>

#include "reports/sheet/sheet.h"

namespace reports::sheet {

inline constexpr double character_px = 6.4;       // of the small font, on average
inline constexpr double line_px = 18;             // from one line of it to the next
inline constexpr std::size_t longest_label = 28;  // longer ones are cut

/// A panel's edges, as fractions of the sheet from its lower left corner.
struct Frame {
  double left, right, bottom, top;
};

/// Where the i-th panel from the top lies; room is left for what stands around it.
Frame frame_of(const Sheet& sheet, std::size_t i);

/// Of so many lines of the small font.
double height_px(std::size_t lines);

double width_px(const Sheet& sheet);
double height_px(const Sheet& sheet);

std::size_t legend_entries(const Panel& panel);

/// More names than fit above a panel stand to its right, unless the sheet is narrow.
bool legend_beside(const Sheet& sheet);

/// Of a legend above its panel: how many names stand in a row, and how many rows there are (none
/// for a single name, which the title tells).
std::size_t legend_columns(const Sheet& sheet, const Panel& panel);
std::size_t legend_rows(const Sheet& sheet, const Panel& panel);

}  // namespace reports::sheet
