#include "harness/result/outcomes.h"
#include "reports/tables/filled.h"
#include "reports/words/engines.h"
#include "reports/words/estimate.h"
#include "reports/words/figure_format.h"
#include "reports/words/interval_format.h"
#include "reports/words/refused.h"

namespace reports::tables {

using harness::result::Figure;
using harness::result::RunResult;

namespace {

using harness::result::Estimated;
using harness::result::Point;

/// A figure that engines are compared by; throughputs as factors, as in the findings.
struct Compared {
  const char* name;
  words::Measure measure;
  std::string (*wording)(Figure);  // null: a count of requests, with its share
  Figure Point::*value;
  Figure Point::*low = nullptr;
  Figure Point::*high = nullptr;
};
constexpr Compared compared[] = {
    {"throughput", words::Measure::per_s, words::rate, &Point::achieved_per_s,
     &Point::achieved_per_s_low, &Point::achieved_per_s_high},
    {"P50", words::Measure::milliseconds, words::milliseconds, &Point::latency_ms_p50,
     &Point::latency_ms_p50_low, &Point::latency_ms_p50_high},
    {"P95", words::Measure::milliseconds, words::milliseconds, &Point::latency_ms_p95,
     &Point::latency_ms_p95_low, &Point::latency_ms_p95_high},
    {"P99", words::Measure::milliseconds, words::milliseconds, &Point::latency_ms_p99,
     &Point::latency_ms_p99_low, &Point::latency_ms_p99_high},
    {"shed", words::Measure::plain, nullptr, &Point::shed},
    {"CPU", words::Measure::plain, words::cores, &Point::cpu_cores},
    {"memory, peak", words::Measure::plain, words::mebibytes, &Point::rss_mib_peak},
    {"cache hits", words::Measure::plain, words::percent, &Point::cache_hit_ratio},
    {"I/O operations", words::Measure::plain, words::count, &Point::io_operations},
    {"context switches", words::Measure::plain, words::count, &Point::context_switches}};

Cell cell_of(const RunResult& run, const Point* point, const Compared& figure) {
  if (point == nullptr) return words::not_measured;
  const Figure& value = point->*figure.value;
  if (figure.wording == nullptr) {
    const Point whole = harness::result::whole_phase(run, *point);
    return words::count_and_share(whole.*figure.value, whole.requests);
  }
  if (figure.low == nullptr) return figure.wording(value);
  return {figure.wording(value),
          words::interval({value, point->*figure.low, point->*figure.high}, figure.measure)};
}

std::string change_of(const Figure& before, const Figure& now, words::Measure measure) {
  if (!before || !now || *before <= 0) return words::not_measured;
  if (measure == words::Measure::per_s) return words::times(*now / *before);
  return words::signed_percent(*now / *before - 1);
}

/// Columns for each engine, then the change of each but the first.
std::vector<Heading> headings_for(const std::vector<std::string>& engines,
                                  std::vector<Heading> headings) {
  for (const std::string& engine : engines) headings.push_back({engine});
  for (std::size_t i = 1; i < engines.size(); ++i) {
    headings.push_back({engines[i] + " against " + engines.front()});
  }
  return headings;
}

/// A load and a figure of it.
struct Line {
  const words::SameLoad* load;
  const Compared* figure;
};

Row row_of(const RunResult& run, const Line& line) {
  const std::vector<const Point*>& points = line.load->points;
  Row row{{line.load->name, line.figure->name}};
  for (const Point* point : points) row.cells.push_back(cell_of(run, point, *line.figure));
  const Point* const first = points.front();
  for (std::size_t i = 1; i < points.size(); ++i) {
    const bool both = first != nullptr && points[i] != nullptr;
    row.cells.push_back(both ? change_of(first->*line.figure->value, points[i]->*line.figure->value,
                                         line.figure->measure)
                             : words::not_measured);
  }
  return row;
}

bool is_known(const words::SameLoad& load, const Compared& figure) {
  for (const Point* point : load.points) {
    if (point != nullptr && (point->*figure.value).value_or(0) > 0) return true;
  }
  return false;
}

}  // namespace

Table engines_table(const RunResult& run) {
  const std::vector<words::SameLoad> loads = words::same_loads(run);
  std::vector<Line> lines;
  for (const words::SameLoad& load : loads) {
    for (const Compared& figure : compared) {
      if (is_known(load, figure)) lines.push_back({&load, &figure});
    }
  }
  Table table =
      filled(Table{"Engines side by side",
                   headings_for(words::engines_of(run), {{"load", false}, {"figure", false}}),
                   {},
                   "The same items at the same rates or by as many clients, one engine after "
                   "the other."},
             lines, [&](const Line& line) { return row_of(run, line); });
  if (has_asides(table)) table.note += " Small: 95 % intervals.";
  return table;
}

Table operations_table(const RunResult& run) {
  const std::vector<std::string> engines = words::engines_of(run);
  std::vector<Heading> headings = headings_for(engines, {{"operation", false}});
  headings.push_back({"in words", false});
  return filled(
      Table{"Operations",
            std::move(headings),
            {},
            "What each operation takes a request: the time of its stages, over all requests of "
            "the measured points, whether they needed it or not."},
      words::operations_of(run), [&](const words::Operation& operation) {
        Row row{{operation.name}};
        for (const Figure& mean : operation.mean_ms) row.cells.push_back(words::milliseconds(mean));
        std::string words;
        for (std::size_t i = 1; i < engines.size(); ++i) {
          row.cells.push_back(change_of(operation.mean_ms.front(), operation.mean_ms[i],
                                        words::Measure::milliseconds));
          const Estimated* const estimate = words::estimate_named(
              run, operation.name + ", " + engines[i] + " against " + engines.front());
          if (estimate != nullptr) words += (words.empty() ? "" : "; ") + estimate->sentence;
        }
        row.cells.push_back(words.empty() ? words::not_measured : words);
        return row;
      });
}

}  // namespace reports::tables
