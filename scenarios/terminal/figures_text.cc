#include "scenarios/terminal/figures_text.h"

#include <algorithm>
#include <functional>
#include <vector>

#include "harness/result/outcomes.h"
#include "reports/words/engines.h"
#include "reports/words/estimate.h"
#include "reports/words/figure_format.h"
#include "reports/words/interval_format.h"
#include "reports/words/point_names.h"
#include "reports/words/refused.h"
#include "reports/words/units.h"
#include "scenarios/terminal/terminal_table.h"
#include "scenarios/terminal/terminal_text.h"

namespace scenarios {
namespace {

using harness::result::Estimated;
using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;
using reports::words::Measure;

/// The table's columns as they are put together, a cell a measured point.
class PointColumns {
 public:
  explicit PointColumns(const RunResult& result) {
    for (const Point& point : result.points) {
      if (!point.measured || point.requests.value_or(0) <= 0) continue;
      points_.push_back(harness::result::whole_phase(result, point));
    }
  }

  using Cell = std::function<std::string(const Point&)>;

  /// `expendable`: see TerminalColumn.
  TerminalColumn& add(const char* heading, int expendable, const Cell& cell) {
    TerminalColumn& column = columns_.emplace_back();
    column.heading = heading;
    column.expendable = expendable;
    for (const Point& point : points_) column.cells.push_back(cell(point));
    return column;
  }

  /// Beside the figure before it; not there where no cell says anything.
  void add_beside(int expendable, const char* note, const Cell& cell) {
    TerminalColumn& column = add("", expendable, cell);
    column.left = column.close = true;
    column.note = note;
    const bool known = std::any_of(column.cells.begin(), column.cells.end(),
                                   [](const std::string& text) { return !text.empty(); });
    if (!known) columns_.pop_back();
  }

  bool any(Figure Point::*figure) const {
    return std::any_of(points_.begin(), points_.end(),
                       [&](const Point& point) { return (point.*figure).value_or(0) > 0; });
  }

  bool empty() const { return points_.empty(); }
  /// The table, and below it what it has: its intervals, where it has some.
  std::string text(std::size_t width) && {
    columns_ = without_expendable(std::move(columns_), width);
    std::string intervals;
    for (const TerminalColumn& column : columns_) {
      if (!column.note.empty()) intervals += (intervals.empty() ? "" : " and ") + column.note;
    }
    std::string text = terminal_table(std::move(columns_), width);
    if (intervals.empty()) return text;
    return text + wrapped("Beside " + intervals +
                              ": 95 % intervals, which allow for autocorrelation within the run.",
                          "  ", "  ", width);
  }

 private:
  std::vector<Point> points_;  // each with what became of all requests of its phase
  std::vector<TerminalColumn> columns_;
};

void add_rates(PointColumns& columns, const RunResult& result) {
  const bool load = result.view.by_phase;
  const bool several = reports::words::engines_of(result).size() > 1;
  const reports::words::PointNames names(result);
  const auto name = [&names](const Point& p) {
    return names(p.step, p.phase) + (p.valid ? "" : ", INVALID");
  };
  columns.add(load && !several ? "phase" : "step", 0, name).left = true;
  // Where clients send as fast as they are answered, what is offered is what is achieved.
  if (result.view.offers) {
    columns.add("offered", 6, [](const Point& p) { return reports::words::rate(p.offered_per_s); });
  }
  columns.add("achieved", 0, [](const Point& p) { return reports::words::rate(p.achieved_per_s); });
  columns.add_beside(5, "achieved", [](const Point& p) {
    return reports::words::short_interval(
        {p.achieved_per_s, p.achieved_per_s_low, p.achieved_per_s_high}, Measure::per_s);
  });
}

/// Two quantiles, the second one with its interval.
struct QuantilePair {
  Figure Point::*p50;
  Figure Point::*p99;
  Figure Point::*low;
  Figure Point::*high;
};

void add_quantiles(PointColumns& columns, const std::string& name, const QuantilePair& pair) {
  const auto milliseconds = [](Figure Point::*figure) {
    return [figure](const Point& p) { return reports::words::milliseconds(p.*figure); };
  };
  columns.add((name + " P50").c_str(), 1, milliseconds(pair.p50));
  columns.add((name + " P99").c_str(), 0, milliseconds(pair.p99));
  columns.add_beside(3, (name + " P99").c_str(), [pair](const Point& p) {
    return reports::words::short_interval({p.*pair.p99, p.*pair.low, p.*pair.high},
                                          Measure::milliseconds);
  });
}

void add_per_s(PointColumns& columns, const std::string& name, Figure Point::*value,
               Figure Point::*low, Figure Point::*high) {
  columns.add(name.c_str(), 6, [value](const Point& p) { return reports::words::rate(p.*value); });
  columns.add_beside(2, name.c_str(), [value, low, high](const Point& p) {
    return reports::words::short_interval({p.*value, p.*low, p.*high}, Measure::per_s);
  });
}

void add_latencies(PointColumns& columns) {
  columns.add("P50", 0,
              [](const Point& p) { return reports::words::milliseconds(p.latency_ms_p50); });
  columns.add("P95", 1,
              [](const Point& p) { return reports::words::milliseconds(p.latency_ms_p95); });
  columns.add("P99", 0,
              [](const Point& p) { return reports::words::milliseconds(p.latency_ms_p99); });
  columns.add_beside(9, "P99", [](const Point& p) {
    return reports::words::short_interval(
        {p.latency_ms_p99, p.latency_ms_p99_low, p.latency_ms_p99_high}, Measure::milliseconds);
  });
}

void add_outcomes(PointColumns& columns, bool of_a_cache) {
  columns.add("shed", 0,
              [](const Point& p) { return reports::words::count_and_share(p.shed, p.requests); });
  columns.add("failed", 0, [](const Point& p) {
    return reports::words::count_and_share(p.failed, harness::result::accepted(p));
  });
  if (columns.any(&Point::cache_hits)) {
    columns.add("hits", of_a_cache ? 0 : 8,
                [](const Point& p) { return reports::words::percent(p.cache_hit_ratio); });
  }
  if (columns.any(&Point::speedup)) {
    columns.add("speed-up", 0, [](const Point& p) { return reports::words::times(p.speedup); });
    columns.add("effic.", 7, [](const Point& p) { return reports::words::percent(p.efficiency); });
  }
}

}  // namespace

std::string points_text(const RunResult& result, std::size_t width) {
  PointColumns columns(result);
  if (columns.empty()) return {};
  add_rates(columns, result);
  add_latencies(columns);
  columns.add("cores", 2, [](const Point& p) { return reports::words::plain(p.cpu_cores); });
  columns.add("RSS", 3, [](const Point& p) { return reports::words::mebibytes(p.rss_mib_peak); });
  if (result.view.of_harness) {
    columns.add("lag P50", 0,
                [](const Point& p) { return reports::words::milliseconds(p.lag_ms_p50); });
    columns.add("lag P99", 0,
                [](const Point& p) { return reports::words::milliseconds(p.lag_ms_p99); });
  } else {
    add_outcomes(columns, result.view.shows_hits);
  }
  return std::move(columns).text(width);
}

std::string results_text(const RunResult& result, std::size_t width) {
  const std::string unit = reports::words::unit_of(result);
  PointColumns columns(result);
  if (unit.empty() || columns.empty()) return {};
  const reports::words::PointNames names(result);
  columns.add("", 0, [&](const Point& p) { return names(p.step, p.phase); }).left = true;
  if (columns.any(&Point::first_result_ms_p99)) {
    add_quantiles(columns, reports::words::first_of(unit),
                  {&Point::first_result_ms_p50, &Point::first_result_ms_p99,
                   &Point::first_result_ms_p99_low, &Point::first_result_ms_p99_high});
  }
  if (columns.any(&Point::gap_ms_p99)) {
    add_quantiles(
        columns, "gap",
        {&Point::gap_ms_p50, &Point::gap_ms_p99, &Point::gap_ms_p99_low, &Point::gap_ms_p99_high});
  }
  add_per_s(columns, unit, &Point::units_per_s, &Point::units_per_s_low, &Point::units_per_s_high);
  if (columns.any(&Point::good_per_s)) {
    add_per_s(columns, "good", &Point::good_per_s, &Point::good_per_s_low, &Point::good_per_s_high);
  }
  return std::move(columns).text(width);
}

std::string classes_text(const RunResult& result, std::size_t width) {
  using harness::result::ClassRow;
  if (!reports::words::unit_of(result).empty() && reports::words::without_classes(result))
    return {};
  const reports::words::PointNames names(result);
  std::vector<const ClassRow*> rows;
  for (const ClassRow& row : result.classes) {
    if (names.measured(row.step, row.phase)) rows.push_back(&row);
  }
  if (rows.empty()) return {};
  std::vector<TerminalColumn> columns;
  const auto add = [&](const std::string& heading, int expendable, const auto& cell) {
    TerminalColumn column{.heading = heading, .expendable = expendable};
    for (const ClassRow* row : rows) column.cells.push_back(cell(*row));
    const bool told = std::ranges::any_of(column.cells, [](const std::string& text) {
      return !text.empty() && text != reports::words::not_measured;
    });
    if (told) columns.push_back(std::move(column));
  };
  const auto add_ms = [&](const char* heading, int expendable, Figure ClassRow::*figure) {
    add(heading, expendable,
        [figure](const ClassRow& row) { return reports::words::milliseconds(row.*figure); });
  };
  add("", 0, [&](const ClassRow& row) { return names(row.step, row.phase); });
  add("class", 0, [](const ClassRow& row) { return row.class_name; });
  for (TerminalColumn& column : columns) column.left = true;
  add("requests", 2, [](const ClassRow& row) { return reports::words::count(row.requests); });
  add("failed", 1, [](const ClassRow& row) { return reports::words::count(row.failed); });
  add_ms("P50", 0, &ClassRow::latency_ms_p50);
  add_ms("P95", 4, &ClassRow::latency_ms_p95);
  add_ms("P99", 0, &ClassRow::latency_ms_p99);
  add_ms("first P50", 3, &ClassRow::first_result_ms_p50);
  add_ms("first P99", 0, &ClassRow::first_result_ms_p99);
  add_ms("gap P99", 3, &ClassRow::gap_ms_p99);
  add(rows.front()->unit, 3,
      [](const ClassRow& row) { return reports::words::rate(row.units_per_s); });
  return terminal_table(without_expendable(std::move(columns), width), width);
}

std::string tables_text(const RunResult& result, std::size_t width) {
  std::string text;
  for (const harness::result::TextTable& table : result.tables) {
    if (!text.empty()) text += "\n";
    text += wrapped(table.title, "", "  ", width);
    std::vector<TerminalColumn> columns;
    for (std::size_t i = 0; i < table.headings.size(); ++i) {
      TerminalColumn& column = columns.emplace_back();
      column.heading = table.headings[i];
      column.left = i == 0;
      for (const auto& row : table.rows) {
        column.cells.push_back(i < row.cells.size() ? row.cells[i] : std::string());
      }
    }
    text += terminal_table(std::move(columns), width);
    if (!table.note.empty()) text += wrapped(table.note, "  ", "  ", width);
  }
  return text;
}

std::string estimates_text(const RunResult& result, std::size_t width) {
  std::string text;
  for (const Estimated& estimate : result.estimates) {
    const std::string interval = reports::words::interval_in_words(estimate);
    std::string line = estimate.name + ": ";
    line += estimate.value || estimate.sentence.empty() ? reports::words::in_words(estimate)
                                                        : estimate.sentence;
    if (!interval.empty()) line += " (95 % interval " + interval + ")";
    text += wrapped(line, "  ", "    ", width);
  }
  return text;
}

}  // namespace scenarios
