// Where things lie on a sheet.
#pragma once

#include <cstddef>

#include "reports/plot/sheet.h"

namespace reports::plot {

inline constexpr double width_px = 900;
inline constexpr double character_px = 6.4;       // of the small font, on average
inline constexpr std::size_t longest_label = 28;  // longer ones are cut

/// A panel's edges, as fractions of the sheet from its lower left corner.
struct Frame {
  double left, right, bottom, top;
};

/// Where the i-th panel from the top lies; room is left for what stands around it.
Frame frame_of(const Sheet& sheet, std::size_t i);

double height_px(const Sheet& sheet);

std::size_t legend_entries(const Panel& panel);

/// More names than fit above a panel stand to its right.
bool legend_beside(const Sheet& sheet);

}  // namespace reports::plot
