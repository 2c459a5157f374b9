#include "reports/plot/operations.h"

#include <cmath>

#include "reports/sheet/names_axis.h"
#include "reports/words/engines.h"

namespace reports::plot {

using harness::result::Figure;

namespace {

constexpr std::size_t most_operations = 12;

sheet::Line line_of(const std::vector<words::Operation>& operations, std::size_t engine,
                    std::string label) {
  sheet::Line line{
      .label = std::move(label), .style = sheet::series(engine), .spots = {}, .marks_each = true};
  line.style.width = 0;  // between operations there is nothing to connect
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const Figure& mean = operations[i].mean_ms[engine];
    if (mean && std::isfinite(*mean) && *mean > 0) {
      line.spots.push_back({*mean, static_cast<double>(i + 1)});
    }
  }
  return line;
}

}  // namespace

std::optional<sheet::Plot> operation_times(const RunResult& run) {
  const std::vector<std::string> engines = words::engines_of(run);
  std::vector<words::Operation> operations = words::operations_of(run);
  if (engines.size() < 2 || operations.empty()) return std::nullopt;
  if (operations.size() > most_operations) operations.resize(most_operations);
  std::vector<sheet::Line> lines;
  double low = 0;
  double high = 0;
  for (std::size_t i = 0; i < engines.size(); ++i) {
    lines.push_back(line_of(operations, i, engines[i]));
    for (const sheet::Spot& spot : lines.back().spots) {
      low = low == 0 ? spot.x : std::min(low, spot.x);
      high = std::max(high, spot.x);
    }
  }
  if (high <= 0) return std::nullopt;
  std::vector<std::string> names;
  for (const words::Operation& operation : operations) names.push_back(operation.name);
  sheet::Panel panel{
      .x = sheet::log_axis("mean time a request (log scale)", low, high, sheet::in_milliseconds),
      .y = sheet::names_axis(names),
      .lines = std::move(lines),
      .bars = {},
      .bands = {},
      .marks = {},
      .notes = {}};
  panel.y.grid = true;
  sheet::Sheet sheet{"Time a request in each operation", {std::move(panel)}};
  sheet.height = sheet::rows_height(names.size(), 36);
  return sheet::Plot{
      "operation_times",
      "What each operation takes a request, on the mean over all requests whether they "
      "needed it or not: the further left an engine's marker, the less it spends there.",
      std::move(sheet)};
}

}  // namespace reports::plot
