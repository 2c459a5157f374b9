#include "reports/plot/capacity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "harness/objective/objective.h"
#include "reports/words/estimate.h"
#include "reports/words/figure_format.h"
#include "reports/words/units.h"

namespace reports::plot {

using harness::result::Figure;

namespace {

using harness::objective::Objective;
using harness::result::Estimated;
using harness::result::Point;
using PointFigure = Figure Point::*;

std::vector<const Point*> probes_by_rate(const RunResult& run) {
  std::vector<const Point*> probes;
  for (const Point& point : run.points) {
    const Figure& rate = point.offered_per_s;
    if (point.measured && rate && std::isfinite(*rate) && *rate > 0) probes.push_back(&point);
  }
  std::stable_sort(probes.begin(), probes.end(), [](const Point* a, const Point* b) {
    return *a->offered_per_s < *b->offered_per_s;
  });
  return probes;
}

sheet::Line probe_line(const std::vector<const Point*>& probes, const char* label,
                       const sheet::Style& style, PointFigure figure, PointFigure low,
                       PointFigure high) {
  sheet::Line line{.label = label, .style = style, .spots = {}, .marks_each = true};
  for (const Point* probe : probes) {
    line.spots.push_back(
        sheet::spot_of(*probe->offered_per_s, probe->*figure, probe->*low, probe->*high));
  }
  return line;
}

using Of = Objective::RequestLimit::Of;

/// What the limits are on, in three quantiles with their intervals.
struct Drawn {
  struct Quantile {
    const char* label;
    PointFigure value, low, high;
  };
  std::string title, axis;
  std::array<Quantile, 3> quantiles;
};

Drawn drawn(Of of, const std::string& unit) {
  switch (of) {
    case Of::first_result:
      return {"Time to the " + words::first_of(unit) + " by load",
              "until the " + words::first_of(unit) + " (log scale)",
              {{{"P50", &Point::first_result_ms_p50, &Point::first_result_ms_p50_low,
                 &Point::first_result_ms_p50_high},
                {"P95", &Point::first_result_ms_p95, &Point::first_result_ms_p95_low,
                 &Point::first_result_ms_p95_high},
                {"P99", &Point::first_result_ms_p99, &Point::first_result_ms_p99_low,
                 &Point::first_result_ms_p99_high}}}};
    case Of::gap:
      return {"Gaps by load",
              "gap (log scale)",
              {{{"P50", &Point::gap_ms_p50, &Point::gap_ms_p50_low, &Point::gap_ms_p50_high},
                {"P95", &Point::gap_ms_p95, &Point::gap_ms_p95_low, &Point::gap_ms_p95_high},
                {"P99", &Point::gap_ms_p99, &Point::gap_ms_p99_low, &Point::gap_ms_p99_high}}}};
    case Of::latency:
      break;
  }
  return {
      "Latency by load",
      "latency (log scale)",
      {{{"P50", &Point::latency_ms_p50, &Point::latency_ms_p50_low, &Point::latency_ms_p50_high},
        {"P95", &Point::latency_ms_p95, &Point::latency_ms_p95_low, &Point::latency_ms_p95_high},
        {"P99", &Point::latency_ms_p99, &Point::latency_ms_p99_low, &Point::latency_ms_p99_high}}}};
}

/// Markers alone, of probes that can't be believed: no line leads through them.
sheet::Line invalid_marks(const std::vector<const Point*>& probes, const Drawn& what) {
  sheet::Line marks{.label = "INVALID probes",
                    .style = {sheet::grey.colour, sheet::grey.dash, sheet::grey.marker, 0},
                    .spots = {},
                    .marks_each = true};
  for (const Point* probe : probes) {
    for (const PointFigure figure : {what.quantiles[2].value, what.quantiles[1].value}) {
      if (!(probe->*figure)) continue;
      marks.spots.push_back({*probe->offered_per_s, probe->*figure});
      break;
    }
  }
  return marks;
}

std::vector<sheet::Line> quantile_lines(const std::vector<const Point*>& all, const Drawn& what) {
  std::vector<const Point*> probes, invalid;
  for (const Point* probe : all) (probe->valid ? probes : invalid).push_back(probe);
  const std::array styles{sheet::blue, sheet::green, sheet::vermilion};
  std::vector<sheet::Line> lines;
  for (std::size_t i = 0; i < what.quantiles.size(); ++i) {
    const Drawn::Quantile& one = what.quantiles.at(i);
    lines.push_back(probe_line(probes, one.label, styles.at(i), one.value, one.low, one.high));
  }
  lines.push_back(invalid_marks(invalid, what));
  std::erase_if(lines, [](const sheet::Line& line) { return !sheet::has_figures(line); });
  return lines;
}

/// A limit on a time, and what it is on.
struct TimeLimit {
  Of of = Of::latency;
  Figure ms = {};
};

/// Empty for any other limit.
TimeLimit time_limit_of(const Objective& objective) {
  using Kind = Objective::RequestLimit::Kind;
  const auto limit = objective.request_limit();
  if (!limit || (limit->kind != Kind::quantile && limit->kind != Kind::mean)) return {};
  return {limit->of, limit->limit / 1e6};
}

/// The strictest limit on a first result; where there is none, on a gap; else on a latency.
TimeLimit drawn_limit(const RunResult& run) {
  TimeLimit strictest;
  const auto rank = [](Of of) { return of == Of::first_result ? 2 : of == Of::gap ? 1 : 0; };
  for (const auto& result : run.objectives) {
    const auto objective = Objective::parse(result.objective);
    const TimeLimit limit = objective ? time_limit_of(*objective) : TimeLimit();
    if (!limit.ms || !(*limit.ms > 0)) continue;
    const int before = rank(limit.of) - rank(strictest.of);
    if (!strictest.ms || before > 0 || (before == 0 && *limit.ms < *strictest.ms))
      strictest = limit;
  }
  return strictest;
}

/// Behind the lines: where the highest rate lies with 95 % confidence.
void add_highest_rate(sheet::Panel& panel, const Estimated& highest) {
  panel.marks.push_back({*highest.value, "highest rate: " + words::rate(highest.value)});
  if (words::interval_in_words(highest).empty()) return;
  panel.bars.push_back({"highest rate, 95 %",
                        sheet::pale,
                        {{*highest.low, *highest.high, panel.y.low, panel.y.high}}});
}

double right_end(const std::vector<const Point*>& probes, const Estimated* highest) {
  double end = *probes.back()->offered_per_s;
  if (highest != nullptr) end = std::max({end, *highest->value, highest->high.value_or(0)});
  return end;
}

}  // namespace

std::optional<sheet::Plot> capacity_curve(const RunResult& run) {
  const auto probes = probes_by_rate(run);
  const TimeLimit limit = drawn_limit(run);
  const Drawn what = drawn(limit.of, words::unit_of(run));
  std::vector<sheet::Line> lines = quantile_lines(probes, what);
  if (probes.size() < 2 || lines.empty()) return std::nullopt;
  const Estimated* highest = words::estimate_named(run, "highest rate");
  sheet::Axis x = sheet::linear_axis("offered (requests per second)", right_end(probes, highest),
                                     sheet::in_counts);
  if (limit.ms) {
    lines.push_back({.label = "limit: " + words::milliseconds(limit.ms),
                     .style = sheet::ideal,
                     .spots = {{x.low, limit.ms}, {x.high, limit.ms}}});
  }
  const auto range = sheet::extent(lines);
  sheet::Panel panel{
      .x = std::move(x),
      .y = sheet::log_axis(what.axis, range->low, range->high, sheet::in_milliseconds),
      .lines = std::move(lines),
      .bars = {},
      .bands = {},
      .marks = {},
      .notes = {}};
  if (highest != nullptr) add_highest_rate(panel, *highest);
  if (const Estimated* knee = words::estimate_named(run, "knee");
      knee != nullptr && knee->unit == "/s") {
    panel.marks.push_back({*knee->value, "knee: " + words::rate(knee->value)});
  }
  sheet::Plot plot{
      "capacity_curve",
      "Each probe offered one rate for a while: below the highest rate the objective holds, "
      "beyond the knee a little more load costs much more latency.",
      {what.title, {std::move(panel)}}};
  if (sheet::has_whiskers(plot.sheet)) plot.caption += " Whiskers are 95 % intervals.";
  return plot;
}

}  // namespace reports::plot
