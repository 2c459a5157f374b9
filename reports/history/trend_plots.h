// A history of gates, drawn.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "harness/gate/history/history.h"
#include "reports/sheet/sheet.h"

namespace reports::history {

/// Each metric's ratio to the reference, gate by gate, with its levels and a line at each change;
/// three to a plot, of many metrics the first ones, which are those that changed.
std::vector<sheet::Plot> trend_plots(const harness::gate::history::History& history);

/// Every name that a plot may have.
inline constexpr std::array<std::string_view, 4> trend_plot_names{"history_1", "history_2",
                                                                  "history_3", "history_4"};

}  // namespace reports::history
