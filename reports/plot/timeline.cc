#include "reports/plot/timeline.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "reports/point_names.h"

namespace reports::plot {
namespace {

using harness::result::TimelineRow;
using Rows = std::span<const TimelineRow>;

enum class Folding { sum, worst, mean };

Figure folded(Rows rows, Member member, Folding folding) {
  Figure result;
  double seen = 0;
  for (const TimelineRow& row : rows) {
    const Figure& value = row.*member;
    if (!value || !std::isfinite(*value)) continue;
    ++seen;
    const double so_far = result.value_or(folding == Folding::worst ? *value : 0);
    result = folding == Folding::worst ? std::max(so_far, *value) : so_far + *value;
  }
  if (result && folding == Folding::mean) *result /= seen;
  return result;
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
        &TimelineRow::cache_hit_ratio}) {
    row.*member = folded(rows, member, Folding::mean);
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

/// Neighbouring rows of one phase, so many that the rest is short enough.
std::vector<TimelineRow> shortened(std::vector<TimelineRow> rows, std::size_t most) {
  const std::size_t group = (rows.size() + most - 1) / most;
  if (group <= 1) return rows;
  std::vector<TimelineRow> fewer;
  for (std::size_t start = 0; start < rows.size();) {
    std::size_t end = start + 1;
    while (end < rows.size() && end < start + group && same_place(rows[start], rows[end])) ++end;
    fewer.push_back(folded(Rows(rows).subspan(start, end - start)));
    start = end;
  }
  return fewer;
}

/// The usual length of an interval: the median.
double usual_length_s(Rows rows) {
  std::vector<double> lengths{rows.front().t_s};
  for (std::size_t i = 1; i < rows.size(); ++i) lengths.push_back(rows[i].t_s - rows[i - 1].t_s);
  const auto middle = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2);
  std::nth_element(lengths.begin(), middle, lengths.end());
  return *middle;
}

/// A step's last row is emptied where it is a stub: while the last requests end, nothing is due any
/// more, so that its rates and depths tell nothing of the load.
void empty_stubs(std::vector<TimelineRow>& rows) {
  if (rows.size() < 3) return;
  const double usual_s = usual_length_s(rows);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const bool ends_step = i + 1 == rows.size() || rows[i + 1].step != rows[i].step;
    if (!ends_step || !same_place(rows[i - 1], rows[i])) continue;
    if (rows[i].t_s - rows[i - 1].t_s >= usual_s / 2) continue;
    TimelineRow empty;
    empty.t_s = rows[i].t_s;
    empty.step = rows[i].step;
    empty.phase = rows[i].phase;
    rows[i] = std::move(empty);
  }
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

Timeline::Timeline(const RunResult& run) {
  rows_ = in_order(run);
  empty_stubs(rows_);
  rows_ = shortened(std::move(rows_), most);
  double last_s = 0;
  for (const TimelineRow& row : rows_) {
    lengths_s_.push_back(row.t_s - last_s);
    last_s = row.t_s;
  }
  add_bands(run);
}

void Timeline::add_bands(const RunResult& run) {
  const PointNames names(run);
  double last_s = 0;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const TimelineRow& row = rows_[i];
    const bool continues = i > 0 && same_place(rows_[i - 1], row);
    if (!continues) {
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
  const bool told_apart = bands_.size() > 1 || (!bands_.empty() && (!rows_.front().phase.empty()));
  if (!told_apart) bands_.clear();
}

Line Timeline::line(std::string label, const Style& style, Member member) const {
  Line line{.label = std::move(label), .style = style, .spots = {}};
  for (const TimelineRow& row : rows_) line.spots.push_back({row.t_s, row.*member});
  return line;
}

Line Timeline::rate_line(std::string label, const Style& style, Member count) const {
  Line line{.label = std::move(label), .style = style, .spots = {}};
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    Figure per_s = rows_[i].*count;
    if (per_s && lengths_s_[i] > 0) *per_s /= lengths_s_[i];
    line.spots.push_back({rows_[i].t_s, lengths_s_[i] > 0 ? per_s : Figure()});
  }
  return line;
}

Axis Timeline::time() const {
  return time_axis(rows_.empty() ? 1 : rows_.back().t_s);
}

Panel Timeline::panel(Axis y, std::vector<Line> lines) const {
  std::erase_if(lines, [](const Line& line) { return !has_figures(line); });
  return Panel{.x = time(),
               .y = std::move(y),
               .lines = std::move(lines),
               .bars = {},
               .bands = bands_,
               .marks = {},
               .notes = {}};
}

}  // namespace reports::plot
