#include "scenarios/result_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "reports/figure_format.h"

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

/// How many characters a person sees of UTF-8 text.
std::size_t visible(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string padded(const std::string& text, std::size_t columns, bool left) {
  const std::size_t seen = visible(text);
  const std::string space(columns > seen ? columns - seen : 0, ' ');
  return left ? text + space : space + text;
}

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

std::string table(const RunResult& result) {
  const std::vector<Column> columns = columns_for(result);
  std::vector<std::vector<std::string>> lines(1);
  for (const Column& column : columns) lines[0].push_back(column.heading);
  for (const Point& point : result.points) {
    if (!point.measured || point.requests.value_or(0) == 0) continue;
    lines.emplace_back();
    for (const Column& column : columns) lines.back().push_back(column.cell(point));
  }
  std::string text;
  for (const auto& line : lines) {
    std::string row;
    for (std::size_t i = 0; i < line.size(); ++i) {
      std::size_t widest = 0;
      for (const auto& other : lines) widest = std::max(widest, visible(other[i]));
      row += (i == 0 ? "  " : "  ") + padded(line[i], widest, i == 0);
    }
    text += row + "\n";
  }
  return text;
}

/// Breaks a sentence at spaces so that it fits, later lines indented.
std::string wrapped(const std::string& sentence, const std::string& first,
                    const std::string& later) {
  std::string text, line = first;
  std::size_t at = 0;
  while (at < sentence.size()) {
    const std::size_t end = std::min(sentence.find(' ', at), sentence.size());
    const std::string word = sentence.substr(at, end - at);
    if (visible(line) + visible(word) + 1 > width && line != later && line != first) {
      text += line + "\n";
      line = later;
    }
    if (line != first && line != later) line += ' ';
    line += word;
    at = end + 1;
  }
  return text + line + "\n";
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
      "  " + word + "  ", "              ");
}

std::string validity_text(const RunResult& result, const Paint& paint) {
  std::string text;
  for (const Check& check : result.checks) {
    if (check.state == CheckState::passed) continue;
    const bool failed = check.state == CheckState::failed;
    text += wrapped(check.name + ": " + check.sentence,
                    "  " + (failed ? paint.bad("failed ") : paint.doubtful("warning")) + "  ",
                    "           ");
  }
  for (const std::string& warning : result.warnings) {
    text += wrapped(warning, "  " + paint.doubtful("warning") + "  ", "           ");
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
  std::string text = paint.strong(result.scenario) + ": " + result.question + "\n";
  if (result.cut_short)
    text += paint.doubtful("CUT SHORT: what follows is what was measured until then") + "\n";
  text += "\n";
  for (const std::string& finding : result.findings) text += wrapped(finding, "  ", "    ");
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
