// A history of gates as a page.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/gate/history/history.h"
#include "reports/rendered_plot.h"
#include "reports/tables/table.h"

namespace reports::history {

/// A change as people read it. Texts are raw.
struct ChangeRow {
  std::string metric, size;
  bool worse = false;
  std::string last_before, first_after;  // commits and dates
  std::string p;
};

/// In order of the metrics, those for the worse first.
std::vector<ChangeRow> change_rows(const harness::gate::history::History& history);

/// "3 changes in 2 of 9 metrics, over 40 gates against v0.1.0 (5dbf763)."
std::string history_sentence(const harness::gate::history::History& history);

std::string history_page(const harness::gate::history::History& history,
                         const RenderedPlots& plots);

/// Writes report.html and plots/history_*.svg into the folder, which is made where it is not there;
/// those of an earlier history are replaced. An error: it is a run's or a gate's folder, or can't
/// be written; or plots could not be drawn, while the page was written all the same.
harness::Expected<void> write_history(const harness::gate::history::History& history,
                                      const std::filesystem::path& folder);

}  // namespace reports::history
