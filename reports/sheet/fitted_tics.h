// Tics' labels as they fit beside one another.
#pragma once

#include <string>
#include <vector>

#include "reports/sheet/axis.h"

namespace reports::sheet {

/// Along which side of a panel an axis lies: labels need their width there, or their height.
enum class Direction { across, upwards };

/// A place on an axis and its label, line by line; no lines: a small mark.
struct FittedTic {
  double at;
  std::vector<std::string> lines;
};

/// The axis's tics on so many pixels. Labels that would touch one another are left out, evenly: of
/// a logarithmic axis those between the decades first, then decades; of any other each second one,
/// each third one, and so on. Names are broken into lines, and left out only where even that leaves
/// no room.
std::vector<FittedTic> fitted_tics(const Axis& axis, double length_px, Direction direction);

/// How far along an axis a place is: 0 at its beginning, 1 at its end.
double along(const Axis& axis, double at);

/// A name in at most `most_lines` lines of at most `letters`, broken at spaces where it can be;
/// what does not fit is cut, with an ellipsis.
std::vector<std::string> broken(const std::string& name, std::size_t letters,
                                std::size_t most_lines);

}  // namespace reports::sheet
