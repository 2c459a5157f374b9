// A gate's pairs, drawn.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "harness/gate/gate_result.h"
#include "reports/sheet/sheet.h"

namespace reports::gate {

/// All metrics side by side, then the gating ones pair by pair, a few on each plot: of many metrics
/// those that somebody has to act on. A metric that was the very same in all pairs is on the first
/// plot only.
std::vector<sheet::Plot> ratio_plots(const harness::gate::GateResult& gate);

/// Every name that a plot may have.
inline constexpr std::array<std::string_view, 5> ratio_plot_names{
    "gate_metrics", "gate_pairs_1", "gate_pairs_2", "gate_pairs_3", "gate_pairs_4"};

/// A logarithmic axis of the candidate's figure over the base's, labelled as changes: at least
/// from `low` to `high`, of which one may be.
sheet::Axis change_axis(std::string label, double low, double high);

}  // namespace reports::gate
