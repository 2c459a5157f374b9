#include <fmt/format.h>

#include "harness/result/counter_names.h"
#include "reports/tables/filled.h"
#include "reports/words/counter_format.h"
#include "reports/words/point_names.h"

namespace reports::tables {

using harness::result::RunResult;

namespace {

using harness::CounterInfo;
using harness::CounterKind;
using harness::result::Point;

std::string counted_cell(const RunResult& run, const Point& point, const CounterInfo& counter) {
  using namespace harness::result;
  switch (counter.kind) {
    case CounterKind::total:
      return words::counter_rate(counter, counted_per_s(run, point, counter.name));
    case CounterKind::level:
      return words::counter_value(counter, counted_max(run, point, counter.name));
    case CounterKind::ratio:
      break;
  }
  return words::counter_value(counter, counted_value(run, point, counter.name));
}

/// "pages: read. kept: in it."
std::string helps_of(const RunResult& run) {
  std::string text;
  for (const CounterInfo& counter : run.counters) {
    if (counter.help.empty()) continue;
    text += fmt::format("{}{}: {}.", text.empty() ? "" : " ", counter.name, counter.help);
  }
  return text;
}

}  // namespace

Table counters_table(const RunResult& run) {
  Table table{"What it counted", {{"point", false}}, {}, helps_of(run)};
  for (const CounterInfo& counter : run.counters) {
    table.headings.push_back(
        {counter.kind == CounterKind::level ? counter.name + ", peak" : counter.name});
  }
  const words::PointNames names(run);
  table = filled(std::move(table), run.points, [&](const Point& point) {
    Row row{{names(point.step, point.phase)}, point.measured ? Mood::plain : Mood::faint};
    for (const CounterInfo& counter : run.counters) {
      row.cells.emplace_back(counted_cell(run, point, counter));
    }
    return row;
  });
  if (table.headings.size() < 2) table.rows.clear();
  return table;
}

}  // namespace reports::tables
