#include "scenarios/terminal/verdicts/history_text.h"

#include "reports/history/history_page.h"
#include "scenarios/terminal/paint.h"
#include "scenarios/terminal/terminal_table.h"
#include "scenarios/terminal/terminal_text.h"

namespace scenarios {
namespace {

using harness::gate::history::History;

std::string changes_text(const History& history, const Terminal& terminal) {
  constexpr std::size_t most = 40;
  const auto rows = reports::history::change_rows(history);
  if (rows.empty()) return {};
  TerminalColumn metric{.heading = "metric", .left = true};
  TerminalColumn size{.heading = "change"};
  TerminalColumn before{.heading = "last before", .left = true};
  TerminalColumn after{.heading = "first after", .left = true};
  TerminalColumn p{.heading = "p", .expendable = 1};
  for (const auto& row : rows) {
    if (metric.cells.size() == most) break;
    metric.cells.push_back(row.metric);
    size.cells.push_back(row.size);
    if (terminal.colour) size.colours.emplace_back(row.worse ? "31" : "32");
    before.cells.push_back(row.last_before);
    after.cells.push_back(row.first_after);
    p.cells.push_back(row.p);
  }
  std::string text = "\n" + terminal_table({std::move(metric), std::move(size), std::move(before),
                                            std::move(after), std::move(p)},
                                           terminal.width);
  if (rows.size() > most) {
    text += wrapped(fmt::format("{} more changes are on the page", rows.size() - most), "  ", "  ",
                    terminal.width);
  }
  return text;
}

}  // namespace

std::string history_text(const History& history, const std::filesystem::path& folder,
                         const Terminal& terminal) {
  const Paint paint(terminal.colour);
  std::string text = wrapped(reports::history::history_sentence(history), "", "  ", terminal.width);
  text += changes_text(history, terminal) + "\n";
  for (const std::string& warning : history.warnings) {
    text +=
        wrapped(warning, "  " + paint.doubtful("warning") + "  ", "           ", terminal.width);
  }
  if (folder.empty()) return text;
  return text + fmt::format("page:  {}\n", (folder / "report.html").string());
}

}  // namespace scenarios
