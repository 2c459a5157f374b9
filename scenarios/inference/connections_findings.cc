// More connections: source 004's table beside what was measured.
#include <fmt/format.h>

#include <array>
#include <optional>

#include "reports/words/figure_format.h"
#include "reports/words/interval_format.h"
#include "scenarios/general/findings.h"
#include "scenarios/inference/findings.h"

namespace scenarios::inference {
namespace {

using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;
using harness::result::TextTable;
using reports::words::Measure;

/// Requests a second by connections: claim 004.2.
struct Claimed {
  double connections, per_s;
};
constexpr std::array<Claimed, 5> claimed{{{1, 200}, {5, 950}, {10, 1900}, {20, 3800}, {50, 8000}}};

/// As linear as this still counts as linear.
constexpr double linear_enough = 0.9;
/// More connections that bring less than this more bring nothing.
constexpr double more_of_note = 0.05;

Figure claimed_at(double connections) {
  for (const Claimed& one : claimed) {
    if (one.connections == connections) return one.per_s;
  }
  return {};
}

std::string with_interval(const Figure& value, const Figure& low, const Figure& high,
                          Measure measure) {
  const std::string text =
      measure == Measure::per_s ? reports::words::rate(value) : reports::words::milliseconds(value);
  const std::string interval = reports::words::short_interval({value, low, high}, measure);
  return interval.empty() ? text : text + " " + interval;
}

TextTable table_of(const std::vector<Point*>& points, double alone) {
  TextTable table{.title = "Connections, beside source 004's claim (004.2)",
                  .headings = {"connections", "claimed", "measured", "of linear", "P50", "P99",
                               "first token P50"},
                  .rows = {},
                  .note =
                      "Of linear: against so many times one connection's rate (claimed: 97 %, "
                      "saturated above 50)."};
  for (const Point* point : points) {
    const double connections = point->x.value_or(0);
    table.rows.push_back(
        {{point->setting, reports::words::rate(claimed_at(connections)),
          with_interval(point->achieved_per_s, point->achieved_per_s_low,
                        point->achieved_per_s_high, Measure::per_s),
          reports::words::percent(point->achieved_per_s.value_or(0) / (alone * connections)),
          with_interval(point->latency_ms_p50, point->latency_ms_p50_low,
                        point->latency_ms_p50_high, Measure::milliseconds),
          with_interval(point->latency_ms_p99, point->latency_ms_p99_low,
                        point->latency_ms_p99_high, Measure::milliseconds),
          with_interval(point->first_result_ms_p50, point->first_result_ms_p50_low,
                        point->first_result_ms_p50_high, Measure::milliseconds)}});
  }
  return table;
}

/// The first point that no later one beats by enough to speak of.
const Point& saturated_at(const std::vector<Point*>& points) {
  double best = 0;
  for (const Point* point : points) best = std::max(best, point->achieved_per_s.value_or(0));
  for (const Point* point : points) {
    if (point->achieved_per_s.value_or(0) * (1 + more_of_note) >= best) return *point;
  }
  return *points.back();
}

const Point* last_linear(const std::vector<Point*>& points, double alone) {
  const Point* last = nullptr;
  for (const Point* point : points) {
    const double linear = alone * point->x.value_or(0);
    if (point->achieved_per_s.value_or(0) >= linear_enough * linear) last = point;
  }
  return last;
}

}  // namespace

void conclude_connections(RunResult& result) {
  const std::vector<Point*> points = measured_points(result);
  if (points.empty() || points.front()->achieved_per_s.value_or(0) <= 0) return;
  const Point& first = *points.front();
  if (first.x.value_or(0) <= 0) return;
  const double alone = *first.achieved_per_s / *first.x;
  const Point& saturated = saturated_at(points);
  result.findings.push_back(fmt::format(
      "Saturated at {} with {}: more connections bring less than {:.0f} % more.", saturated.step,
      with_interval(saturated.achieved_per_s, saturated.achieved_per_s_low,
                    saturated.achieved_per_s_high, Measure::per_s),
      100 * more_of_note));
  const Point* const linear = last_linear(points, alone);
  result.findings.push_back(
      linear == nullptr || linear == &first
          ? fmt::format(
                "Linear nowhere: with {} each brings {} of what one alone has.",
                points.size() > 1 ? points[1]->step : first.step,
                reports::words::percent(points.size() > 1 ? points[1]->achieved_per_s.value_or(0) /
                                                                (alone * points[1]->x.value_or(1))
                                                          : 1.0))
          : fmt::format("Linear, to {:.0f} %, up to {}.", 100 * linear_enough, linear->step));
  result.findings.push_back(fmt::format(
      "One connection: {} (source 004: 200/s), P50 {} (5 to 7 ms), P99 {} (12 to 15 ms).",
      reports::words::rate(first.achieved_per_s),
      reports::words::milliseconds(first.latency_ms_p50),
      reports::words::milliseconds(first.latency_ms_p99)));
  result.tables.push_back(table_of(points, alone));
}

}  // namespace scenarios::inference
