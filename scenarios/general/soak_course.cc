#include "scenarios/general/soak_course.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "harness/quantity.h"
#include "harness/result/counter_names.h"
#include "reports/words/engines.h"
#include "scenarios/general/findings.h"
#include "scenarios/general/soak_findings.h"
#include "scenarios/general/step_parameters.h"

namespace scenarios {
namespace {

using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;
using harness::result::TimelineRow;

constexpr double seconds_an_hour = 3600;

bool is_part(const std::string& phase) {
  return phase == first_third || phase == middle_third || phase == last_third;
}

/// When the phase's quoted part began, on the run's axis; nothing where it has none.
Figure start_s(const RunResult& result, const Point& point) {
  for (const auto& one : result.distributions) {
    if (one.step == point.step && one.phase == point.phase) return one.start_s;
  }
  return {};
}

/// The engine's rows after its warm-up, in order.
std::vector<TimelineRow> rows_of(const RunResult& result, const Point& first) {
  std::vector<TimelineRow> rows;
  std::vector<double> lengths;
  const double from = start_s(result, first).value_or(0);
  double before = from;
  for (const TimelineRow& row : result.timeline) {
    if (row.step != first.step || !is_part(row.phase) || row.t_s <= from) continue;
    if (!std::isfinite(row.t_s) || row.t_s <= before) continue;
    lengths.push_back(row.t_s - before);
    before = row.t_s;
    rows.push_back(row);
  }
  if (rows.empty()) return rows;
  std::vector<double> sorted = lengths;
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  std::vector<TimelineRow> whole;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (lengths[i] >= *middle / 2) whole.push_back(std::move(rows[i]));
  }
  return whole;
}

/// `figure_of`: of a row.
template <class FigureOf>
Course course_by(const std::vector<TimelineRow>& rows, FigureOf figure_of) {
  Course course;
  for (const TimelineRow& row : rows) {
    const Figure value = figure_of(row);
    if (!value || !std::isfinite(*value)) continue;
    course.hours.push_back(row.t_s / seconds_an_hour);
    course.values.push_back(*value);
  }
  course.trend = harness::stats::trend_of(course.hours, course.values);
  return course;
}

Course course_of(const std::vector<TimelineRow>& rows, Figure TimelineRow::*figure) {
  return course_by(rows, [figure](const TimelineRow& row) { return row.*figure; });
}

/// Of a counter of bytes; empty where no target told it.
Course course_mib(const RunResult& result, const std::vector<TimelineRow>& rows, const char* name) {
  const auto place = harness::result::place_of_counter(result, name);
  if (!place) return {};
  return course_by(rows, [place](const TimelineRow& row) {
    Figure bytes = harness::result::counter_of(row, *place);
    if (bytes) *bytes /= 0x1p20;
    return bytes;
  });
}

/// What the harness let go of stays in the allocator: what counts is the most that it had.
Course memory_of(const std::vector<TimelineRow>& rows) {
  std::vector<TimelineRow> without = rows;
  double most = 0;
  for (TimelineRow& row : without) {
    most = std::max(most, row.harness_mib.value_or(0));
    if (row.rss_mib) *row.rss_mib -= most;
  }
  return course_of(without, &TimelineRow::rss_mib);
}

/// Of a step's cache; empty where it has none, or where the run's files don't say.
Figure cache_bound_mib(const RunResult& result, const std::string& step) {
  const auto bytes = harness::number_with_unit(parameter_of_step(result, step, "cache.capacity"));
  return bytes ? Figure(*bytes / 0x1p20) : Figure();
}

}  // namespace

double Course::start() const {
  return trend ? trend->at(hours.front()) : values.front();
}

double Course::end() const {
  return trend ? trend->at(hours.back()) : values.back();
}

std::vector<SoakCourse> soak_courses(const RunResult& result) {
  std::vector<SoakCourse> courses;
  for (const std::string& engine : reports::words::engines_of(result)) {
    SoakCourse course;
    course.engine = engine;
    for (const Point& point : result.points) {
      if (!point.measured || point.engine != engine || point.requests.value_or(0) <= 0) continue;
      if (point.phase == first_third) course.first = &point;
      if (point.phase == last_third) course.last = &point;
    }
    if (course.first == nullptr) continue;
    const std::vector<TimelineRow> rows = rows_of(result, *course.first);
    course.memory_mib = memory_of(rows);
    course.p50_ms = course_of(rows, &TimelineRow::latency_ms_p50);
    course.completed_per_s = course_of(rows, &TimelineRow::completed_per_s);
    course.cache_mib = course_mib(result, rows, "cache_bytes");
    course.stored_mib = course_mib(result, rows, "stored_bytes");
    course.threads = course_of(rows, &TimelineRow::threads);
    course.open_files = course_of(rows, &TimelineRow::open_files);
    course.cache_bound_mib = cache_bound_mib(result, course.first->step);
    courses.push_back(std::move(course));
  }
  return courses;
}

double bound_per_hour(const harness::stats::Trend& trend) {
  return std::max(std::abs(trend.slope.interval->low), std::abs(trend.slope.interval->high));
}

std::optional<harness::stats::Trend> second_half(const Course& course) {
  const std::size_t half = course.values.size() / 2;
  return harness::stats::trend_of(std::span(course.hours).subspan(half),
                                  std::span(course.values).subspan(half));
}

Growth growth_of(const Course& course) {
  if (!course.is_long_enough()) return Growth::too_short;
  const auto [low, high] = *course.trend->slope.interval;
  if (high < 0) return Growth::shrinking;
  if (const auto later = second_half(course); later && course.trend->slope.value > 0) {
    const auto& rest = *later->slope.interval;
    if (rest.low <= 0 && rest.high < course.trend->slope.value) return Growth::levelling_off;
  }
  if (low > 0) return Growth::growing;
  const bool could_double = bound_per_hour(*course.trend) > std::abs(course.trend->level);
  return could_double ? Growth::cant_tell : Growth::flat;
}

Growth growth_of(const SoakCourse& course) {
  const Growth memory = growth_of(course.memory_mib);
  if (memory != Growth::growing || !course.cache_bound_mib) return memory;
  const bool room = !course.cache_mib.empty() && course.cache_mib.end() < *course.cache_bound_mib;
  return room && growth_of(course.cache_mib) == Growth::growing ? Growth::filling : memory;
}

}  // namespace scenarios
