// Rows of names down a plot's side.
#pragma once

#include <string>
#include <vector>

#include "reports/sheet/axis.h"

namespace reports::sheet {

/// A y axis whose i-th name stands at i + 1, the first at the top.
Axis names_axis(const std::vector<std::string>& names);

/// A sheet's height in pixels for so many rows, each at least `row_px` high.
double rows_height(std::size_t rows, double row_px);

}  // namespace reports::sheet
