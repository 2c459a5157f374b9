#include "scenarios/result_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <vector>

#include "reports/figure_format.h"
#include "scenarios/terminal_text.h"

namespace scenarios {
namespace {

using harness::result::Check;
using harness::result::CheckState;
using harness::result::ObjectiveResult;
using harness::result::Point;
using harness::result::RunResult;
using harness::result::Verdict;

constexpr std::size_t width = 100;

/// A column of the table: what stands above it and what is in it.
struct Column {
  std::string heading;
  std::function<std::string(const Point&)> cell;
};

std::vector<Column> columns_for(const RunResult& result) {
  std::vector<Column> columns{
      {result.kind == "load" ? "phase" : "step",
       [sweep = result.kind != "load"](const Point& p) { return sweep ? p.step : p.phase; }},
      {"achieved", [](const Point& p) { return reports::rate(p.achieved_per_s); }},
      {"P50", [](const Point& p) { return reports::milliseconds(p.latency_ms_p50); }},
      {"P95", [](const Point& p) { return reports::milliseconds(p.latency_ms_p95); }},
      {"P99", [](const Point& p) { return reports::milliseconds(p.latency_ms_p99); }},
      {"CPU", [](const Point& p) { return reports::plain(p.cpu_cores); }},
      {"RSS", [](const Point& p) { return reports::mebibytes(p.rss_mib_peak); }},
  };
  const auto any = [&](harness::result::Figure Point::*figure) {
    return std::any_of(result.points.begin(), result.points.end(), [&](const Point& point) {
      return point.measured && (point.*figure).value_or(0) > 0;
    });
  };
  if (result.kind != "sweep") {
    columns.insert(columns.begin() + 1,
                   {"offered", [](const Point& p) { return reports::rate(p.offered_per_s); }});
  }
  if (result.kind == "overhead") {
    columns.push_back(
        {"lag P50", [](const Point& p) { return reports::milliseconds(p.lag_ms_p50); }});
    columns.push_back(
        {"lag P99", [](const Point& p) { return reports::milliseconds(p.lag_ms_p99); }});
    return columns;
  }
  columns.push_back({"shed", [](const Point& p) { return reports::count(p.shed); }});
  columns.push_back({"failed", [](const Point& p) { return reports::count(p.failed); }});
  if (any(&Point::cache_hits)) {
    columns.push_back({"hits", [](const Point& p) { return reports::percent(p.cache_hit_ratio); }});
  }
  if (any(&Point::speedup)) {
    columns.push_back({"speed-up", [](const Point& p) { return reports::times(p.speedup); }});
    columns.push_back({"effic.", [](const Point& p) { return reports::percent(p.efficiency); }});
  }
  return columns;
}

using Cells = std::vector<std::vector<std::string>>;

Cells cells_of(const RunResult& result, const std::vector<Column>& columns) {
  Cells lines(1);
  for (const Column& column : columns) lines[0].push_back(column.heading);
  for (const Point& point : result.points) {
    if (!point.measured || point.requests.value_or(0) == 0) continue;
    lines.emplace_back();
    for (const Column& column : columns) lines.back().push_back(column.cell(point));
  }
  return lines;
}

std::vector<std::size_t> widths_of(const Cells& lines) {
  std::vector<std::size_t> widths(lines[0].size());
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      widths[i] = std::max(widths[i], columns_of(line[i]));
    }
  }
  return widths;
}

/// The columns, each two away from the one before, side by side.
std::size_t sum_of(const std::vector<std::size_t>& widths) {
  return std::accumulate(widths.begin(), widths.end(), 2 * widths.size());
}

/// What is left out where a line would be too long, first things first; the files have it all.
constexpr std::array spare{"P95", "CPU", "RSS", "offered", "effic.", "hits"};

std::string table(const RunResult& result) {
  std::vector<Column> columns = columns_for(result);
  for (const char* heading : spare) {
    if (sum_of(widths_of(cells_of(result, columns))) <= width) break;
    std::erase_if(columns, [&](const Column& column) { return column.heading == heading; });
  }
  const Cells lines = cells_of(result, columns);
  std::vector<std::size_t> widths = widths_of(lines);
  const std::size_t others = sum_of(widths) - widths[0];
  widths[0] = std::min(widths[0], width > others ? width - others : 1);
  std::string text;
  for (const auto& line : lines) {
    text += "  " + padded(fitted(line[0], widths[0]), widths[0], true);
    for (std::size_t i = 1; i < line.size(); ++i) text += "  " + padded(line[i], widths[i], false);
    text += "\n";
  }
  return text;
}

/// The terminal's colours, where it is one.
class Paint {
 public:
  explicit Paint(bool colour) : colour_(colour) {}
  std::string good(const std::string& text) const { return in("32", text); }
  std::string bad(const std::string& text) const { return in("31", text); }
  std::string doubtful(const std::string& text) const { return in("33", text); }
  std::string strong(const std::string& text) const { return in("1", text); }

 private:
  std::string in(const char* code, const std::string& text) const {
    return colour_ ? fmt::format("\033[{}m{}\033[0m", code, text) : text;
  }
  bool colour_;
};

std::string objective_text(const ObjectiveResult& objective, const Paint& paint) {
  const std::string word = objective.verdict == Verdict::met      ? paint.good("met       ")
                           : objective.verdict == Verdict::missed ? paint.bad("MISSED    ")
                                                                  : paint.doubtful("can't tell");
  return wrapped(
      fmt::format("{} ({}): {}", objective.objective, objective.source, objective.sentence),
      "  " + word + "  ", "              ", width);
}

std::string validity_text(const RunResult& result, const Paint& paint) {
  std::string text;
  for (const Check& check : result.checks) {
    if (check.state == CheckState::passed) continue;
    const bool failed = check.state == CheckState::failed;
    text += wrapped(check.name + ": " + check.sentence,
                    "  " + (failed ? paint.bad("failed ") : paint.doubtful("warning")) + "  ",
                    "           ", width);
  }
  for (const std::string& warning : result.warnings) {
    text += wrapped(warning, "  " + paint.doubtful("warning") + "  ", "           ", width);
  }
  const auto passed = std::count_if(result.checks.begin(), result.checks.end(),
                                    [](const Check& c) { return c.state == CheckState::passed; });
  const std::string verdict = result.valid() ? paint.good("valid") : paint.bad("INVALID");
  return fmt::format("validity: {}, {} of {} checks passed\n", verdict, passed,
                     result.checks.size()) +
         text;
}

}  // namespace

std::string result_text(const RunResult& result, const std::filesystem::path& folder, bool colour) {
  const Paint paint(colour);
  std::string text = wrapped(result.question,
                             paint.strong(fitted(result.scenario, width / 2)) + ": ", "  ", width);
  if (result.cut_short)
    text += paint.doubtful("CUT SHORT: what follows is what was measured until then") + "\n";
  text += "\n";
  for (const std::string& finding : result.findings) text += wrapped(finding, "  ", "    ", width);
  if (result.capacity_per_s) {
    text +=
        fmt::format("  capacity measured just before: {}\n", reports::rate(result.capacity_per_s));
  }
  text += "\n" + table(result) + "\n";
  if (!result.objectives.empty()) {
    text += "objectives\n";
    for (const ObjectiveResult& objective : result.objectives)
      text += objective_text(objective, paint);
    text += "\n";
  }
  text += validity_text(result, paint) + "\n";
  text += fmt::format("files: {}\npage:  {}\n", folder.string(), (folder / "report.html").string());
  return text;
}

}  // namespace scenarios
