#include "reports/timeline/timeline.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "harness/result/counter_names.h"
#include "reports/words/point_names.h"

namespace reports::timeline {

using harness::result::Figure;
using harness::result::RunResult;

namespace {

using harness::result::TimelineRow;
using Rows = std::span<const TimelineRow>;

enum class Folding { sum, worst, mean };

template <class FigureOf>
Figure folded_by(Rows rows, FigureOf figure_of, Folding folding) {
  Figure result;
  double seen = 0;
  for (const TimelineRow& row : rows) {
    const Figure value = figure_of(row);
    if (!value || !std::isfinite(*value)) continue;
    ++seen;
    const double so_far = result.value_or(folding == Folding::worst ? *value : 0);
    result = folding == Folding::worst ? std::max(so_far, *value) : so_far + *value;
  }
  if (result && folding == Folding::mean) *result /= seen;
  return result;
}

Figure folded(Rows rows, Member member, Folding folding) {
  return folded_by(
      rows, [member](const TimelineRow& row) { return row.*member; }, folding);
}

TimelineRow folded(Rows rows) {
  TimelineRow row = rows.back();
  for (const Member member :
       {&TimelineRow::offered, &TimelineRow::completed, &TimelineRow::failed, &TimelineRow::shed}) {
    row.*member = folded(rows, member, Folding::sum);
  }
  for (const Member member : {&TimelineRow::latency_ms_p50, &TimelineRow::latency_ms_p95,
                              &TimelineRow::latency_ms_p99, &TimelineRow::latency_ms_max}) {
    row.*member = folded(rows, member, Folding::worst);
  }
  for (const Member member :
       {&TimelineRow::offered_per_s, &TimelineRow::completed_per_s, &TimelineRow::in_flight,
        &TimelineRow::queue_depth, &TimelineRow::rss_mib, &TimelineRow::cpu_cores,
        &TimelineRow::cache_hit_ratio, &TimelineRow::harness_mib, &TimelineRow::threads,
        &TimelineRow::open_files}) {
    row.*member = folded(rows, member, Folding::mean);
  }
  for (std::size_t i = 0; i < row.counters.size(); ++i) {
    row.counters[i] = folded_by(
        rows, [i](const TimelineRow& one) { return harness::result::counter_of(one, i); },
        Folding::mean);
  }
  return row;
}

bool same_place(const TimelineRow& a, const TimelineRow& b) {
  return a.step == b.step && a.phase == b.phase;
}

std::vector<TimelineRow> in_order(const RunResult& run) {
  std::vector<TimelineRow> rows;
  for (const TimelineRow& row : run.timeline) {
    if (std::isfinite(row.t_s) && row.t_s >= 0) rows.push_back(row);
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const TimelineRow& a, const TimelineRow& b) { return a.t_s < b.t_s; });
  return rows;
}

/// The usual length of an interval: the median.
double usual_length_s(const std::vector<Interval>& intervals) {
  std::vector<double> lengths;
  for (const Interval& one : intervals) lengths.push_back(one.length_s);
  const auto middle = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2);
  std::nth_element(lengths.begin(), middle, lengths.end());
  return *middle;
}

/// The last row of a phase may be a scrap of an interval, in which the last requests end and
/// nothing is due any more: a few requests in a moment make no rate. Their latencies stay, as those
/// are the slowest.
std::vector<Interval> without_rates_of_scraps(std::vector<Interval> intervals) {
  if (intervals.empty()) return intervals;
  const double usual_s = usual_length_s(intervals);
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    const bool ends =
        i + 1 == intervals.size() || !same_place(intervals[i].row, intervals[i + 1].row);
    const bool begins = i == 0 || !same_place(intervals[i].row, intervals[i - 1].row);
    if (!ends || begins || intervals[i].length_s >= usual_s / 2) continue;
    for (const Member rate :
         {&TimelineRow::offered, &TimelineRow::completed, &TimelineRow::failed, &TimelineRow::shed,
          &TimelineRow::offered_per_s, &TimelineRow::completed_per_s}) {
      (intervals[i].row.*rate).reset();
    }
  }
  return intervals;
}

/// Neighbouring intervals of one phase taken together, so many that the rest is short enough.
std::vector<Interval> shortened(std::vector<Interval> intervals, std::size_t most) {
  const std::size_t group = (intervals.size() + most - 1) / most;
  if (group <= 1) return intervals;
  std::vector<Interval> fewer;
  for (std::size_t start = 0; start < intervals.size();) {
    std::vector<TimelineRow> rows;
    double length_s = 0;
    std::size_t end = start;
    while (end < intervals.size() && end < start + group &&
           same_place(intervals[start].row, intervals[end].row)) {
      rows.push_back(intervals[end].row);
      length_s += intervals[end++].length_s;
    }
    fewer.push_back({folded(rows), length_s});
    start = end;
  }
  return fewer;
}

/// How long the cut at the beginning of that place was; 0 without one.
double warm_up_s(const RunResult& run, const TimelineRow& row) {
  for (const auto& point : run.points) {
    if (point.step != row.step || point.phase != row.phase || !point.measured) continue;
    const double cut = point.warm_up_s.value_or(0);
    return std::isfinite(cut) ? cut : 0;
  }
  return 0;
}

}  // namespace

Timeline::Timeline(const RunResult& run) : counters_(run.counters) {
  for (TimelineRow& row : in_order(run)) {
    const double length_s = row.t_s - end_s_;
    end_s_ = row.t_s;
    intervals_.push_back({std::move(row), length_s});
  }
  add_bands(run);
  intervals_ = shortened(without_rates_of_scraps(std::move(intervals_)), most);
}

void Timeline::add_bands(const RunResult& run) {
  const words::PointNames names(run);
  double last_s = 0;
  for (std::size_t i = 0; i < intervals_.size(); ++i) {
    const TimelineRow& row = intervals_[i].row;
    if (i == 0 || !same_place(intervals_[i - 1].row, row)) {
      const bool measured = names.measured(row.step, row.phase);
      if (const double cut = warm_up_s(run, row); cut > 0) {
        bands_.push_back({last_s, last_s + cut, "cut off", false});
        last_s += cut;
      }
      bands_.push_back({last_s, last_s, names(row.step, row.phase), measured});
    }
    bands_.back().to = std::max(bands_.back().from, row.t_s);
    last_s = row.t_s;
  }
  const bool told_apart =
      bands_.size() > 1 || (!bands_.empty() && !intervals_.front().row.phase.empty());
  if (!told_apart) bands_.clear();
}

sheet::Line Timeline::line(std::string label, const sheet::Style& style, Member member) const {
  sheet::Line line{.label = std::move(label), .style = style, .spots = {}};
  for (const Interval& one : intervals_) line.spots.push_back({one.row.t_s, one.row.*member});
  return line;
}

sheet::Line Timeline::counter_line(std::string label, const sheet::Style& style,
                                   std::size_t place) const {
  sheet::Line line{.label = std::move(label), .style = style, .spots = {}};
  for (const Interval& one : intervals_) {
    line.spots.push_back({one.row.t_s, harness::result::counter_of(one.row, place)});
  }
  return line;
}

sheet::Line Timeline::rate_line(std::string label, const sheet::Style& style, Member count) const {
  sheet::Line line{.label = std::move(label), .style = style, .spots = {}};
  for (const Interval& one : intervals_) {
    Figure per_s = one.row.*count;
    if (per_s && one.length_s > 0) *per_s /= one.length_s;
    line.spots.push_back({one.row.t_s, one.length_s > 0 ? per_s : Figure()});
  }
  return line;
}

sheet::Axis Timeline::time() const {
  return sheet::time_axis(intervals_.empty() ? 1 : end_s_);
}

sheet::Panel Timeline::panel(sheet::Axis y, std::vector<sheet::Line> lines) const {
  std::erase_if(lines, [](const sheet::Line& line) { return !sheet::has_figures(line); });
  return sheet::Panel{.x = time(),
                      .y = std::move(y),
                      .lines = std::move(lines),
                      .bars = {},
                      .bands = bands_,
                      .marks = {},
                      .notes = {}};
}

}  // namespace reports::timeline
