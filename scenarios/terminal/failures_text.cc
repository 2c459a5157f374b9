#include "scenarios/terminal/failures_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "reports/words/figure_format.h"
#include "scenarios/terminal/terminal_text.h"

namespace scenarios {
namespace {

using harness::result::FailureRow;
using harness::result::Point;
using harness::result::RunResult;

constexpr std::size_t most_named = 5;
constexpr std::size_t example_width = 60;

bool is_measured(const RunResult& result, const FailureRow& row) {
  return std::any_of(result.points.begin(), result.points.end(), [&](const Point& point) {
    return point.measured && point.step == row.step && point.phase == row.phase;
  });
}

/// The measured rows, those with the same reason together.
std::vector<FailureRow> by_reason(const RunResult& result) {
  std::vector<FailureRow> all;
  for (const FailureRow& row : result.failures) {
    if (!is_measured(result, row)) continue;
    const auto same = std::find_if(all.begin(), all.end(), [&](const FailureRow& other) {
      return other.reason == row.reason;
    });
    if (same == all.end()) {
      all.push_back(row);
    } else {
      same->count += row.count;
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const FailureRow& a, const FailureRow& b) { return a.count > b.count; });
  return all;
}

std::string count_text(std::uint64_t count) {
  return reports::words::count(static_cast<double>(count));
}

std::string reason_text(const FailureRow& row) {
  const std::string reason = row.reason.empty() ? "without a reason" : row.reason;
  std::string text = fmt::format("{} {}", count_text(row.count), reason);
  if (!row.example.empty()) text += fmt::format(" ({})", fitted(row.example, example_width));
  return text;
}

}  // namespace

std::string failures_text(const RunResult& result, std::size_t width) {
  const std::vector<FailureRow> rows = by_reason(result);
  if (rows.empty()) return {};
  std::uint64_t all = 0;
  for (const FailureRow& row : rows) all += row.count;
  std::string text;
  for (std::size_t i = 0; i < std::min(rows.size(), most_named); ++i) {
    text += (i == 0 ? "" : ", ") + reason_text(rows[i]);
  }
  if (rows.size() > most_named) {
    text += fmt::format(", and for {} more reason{}, see failures.csv", rows.size() - most_named,
                        rows.size() == most_named + 1 ? "" : "s");
  }
  return wrapped(fmt::format("{} failed: {}", count_text(all), text), "  ", "    ", width);
}

}  // namespace scenarios
