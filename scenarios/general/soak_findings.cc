#include "scenarios/general/soak_findings.h"

#include <fmt/format.h>

#include <cmath>

#include "reports/words/estimate.h"
#include "reports/words/figure_format.h"
#include "reports/words/interval_format.h"
#include "scenarios/general/engine_comparison.h"
#include "scenarios/general/soak_course.h"

namespace scenarios {
namespace {

using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;
using harness::result::TextTable;

constexpr double far_gib = 8;  // how much memory a growing engine is projected to reach

std::string with_sign(double value) {
  return fmt::format("{}{}", value < 0 ? "\u2212" : "+", reports::words::plain(std::abs(value)));
}

/// "+12.5 MiB/h (+11 to +14)": a pace in the unit, of which there are `scale` to one of the
/// slope's.
std::string pace(const harness::stats::Estimate& slope, double scale, std::string_view unit) {
  std::string text = fmt::format("{} {}", with_sign(slope.value * scale), unit);
  if (slope.interval) {
    text += fmt::format(" ({} to {})", with_sign(slope.interval->low * scale),
                        with_sign(slope.interval->high * scale));
  }
  return text;
}

std::string verdict(const SoakCourse& course) {
  const Course& memory = course.memory_mib;
  switch (growth_of(course)) {
    case Growth::growing:
      return "growing";
    case Growth::levelling_off:
      return fmt::format("levelling off, then within {} MiB/h",
                         reports::words::plain(bound_per_hour(*second_half(memory))));
    case Growth::shrinking:
      return "shrinking";
    case Growth::flat:
      return fmt::format("flat within {} MiB/h",
                         reports::words::plain(bound_per_hour(*memory.trend)));
    case Growth::filling:
      return fmt::format("can't tell: its cache still fills, {} of {}",
                         reports::words::mebibytes(course.cache_mib.end()),
                         reports::words::mebibytes(course.cache_bound_mib));
    case Growth::too_short:
      return "too short to tell";
    case Growth::cant_tell:
      break;
  }
  return "can't tell";
}

/// "in 3.2 h (2.9 to 3.6)": when a growing memory has that size, at the pace seen.
std::string time_until_far(const SoakCourse& course) {
  if (growth_of(course) != Growth::growing) return reports::words::not_measured;
  const Course& memory = course.memory_mib;
  const harness::stats::Estimate& slope = memory.trend->slope;
  const double room = far_gib * 1024 - memory.end();
  if (room <= 0) return "now";
  const auto hours = [&](double pace) { return reports::words::seconds(room / pace * 3600); };
  return fmt::format("in {} ({} to {})", hours(slope.value), hours(slope.interval->high),
                     hours(slope.interval->low));
}

/// Of the level.
std::string drift(const Course& course) {
  if (!course.trend || course.trend->level <= 0) return reports::words::not_measured;
  if (!course.is_long_enough()) return "too short to tell";
  return pace(course.trend->slope, 100 / course.trend->level, "%/h");
}

std::string from_to(const Course& course, std::string (*words)(Figure)) {
  if (course.empty()) return reports::words::not_measured;
  return fmt::format("{} \u2192 {}", words(course.values.front()), words(course.values.back()));
}

/// "12 ms → 13 ms", of the first and the last third.
std::string thirds(const SoakCourse& course, Figure Point::*figure, std::string (*words)(Figure)) {
  const auto of = [&](const Point* point) {
    return words(point == nullptr ? Figure() : point->*figure);
  };
  return fmt::format("{} \u2192 {}", of(course.first), of(course.last));
}

double over_parts(const RunResult& result, const std::string& engine, Figure Point::*figure) {
  double sum = 0;
  for (const Point& point : result.points) {
    if (point.measured && point.engine == engine) sum += (point.*figure).value_or(0);
  }
  return sum;
}

void add_table(RunResult& result, const std::vector<SoakCourse>& courses) {
  TextTable table{
      "What grows and what drifts",
      {"figure"},
      {},
      "Memory is the process's RSS without what the harness keeps of the run; start and "
      "end are those of the fitted line. In brackets: 95 % intervals, which allow for "
      "autocorrelation. Arrows: from the first third to the last, or from the first "
      "interval to the last."};
  for (const SoakCourse& course : courses) table.headings.push_back(course.engine);
  const auto add = [&](std::string name, const auto& cell) {
    TextTable::Row row{{std::move(name)}};
    for (const SoakCourse& course : courses) row.cells.push_back(cell(course));
    table.rows.push_back(std::move(row));
  };
  const auto sum = [&](const SoakCourse& course, Figure Point::*figure) {
    return reports::words::count(over_parts(result, course.engine, figure));
  };
  add("memory at the start", [](const SoakCourse& c) {
    return reports::words::mebibytes(c.memory_mib.empty() ? Figure() : c.memory_mib.start());
  });
  add("memory at the end", [](const SoakCourse& c) {
    return reports::words::mebibytes(c.memory_mib.empty() ? Figure() : c.memory_mib.end());
  });
  add("memory growth", [](const SoakCourse& c) { return growth_text(c.memory_mib); });
  add("verdict", [](const SoakCourse& c) { return verdict(c); });
  add(fmt::format("{:.0f} GiB are reached", far_gib),
      [](const SoakCourse& c) { return time_until_far(c); });
  add("P50", [](const SoakCourse& c) {
    return thirds(c, &Point::latency_ms_p50, reports::words::milliseconds);
  });
  add("P99", [](const SoakCourse& c) {
    return thirds(c, &Point::latency_ms_p99, reports::words::milliseconds);
  });
  add("drift of the P50", [](const SoakCourse& c) { return drift(c.p50_ms); });
  add("throughput",
      [](const SoakCourse& c) { return thirds(c, &Point::achieved_per_s, reports::words::rate); });
  add("drift of the throughput", [](const SoakCourse& c) { return drift(c.completed_per_s); });
  add(result.items, [&](const SoakCourse& c) { return sum(c, &Point::requests); });
  add("failed", [&](const SoakCourse& c) { return sum(c, &Point::failed); });
  add("shed", [&](const SoakCourse& c) { return sum(c, &Point::shed); });
  add("cache, by its own account",
      [](const SoakCourse& c) { return from_to(c.cache_mib, reports::words::mebibytes); });
  add("files that it keeps",
      [](const SoakCourse& c) { return from_to(c.stored_mib, reports::words::mebibytes); });
  add("threads", [](const SoakCourse& c) { return from_to(c.threads, reports::words::count); });
  add("open files",
      [](const SoakCourse& c) { return from_to(c.open_files, reports::words::count); });
  result.tables.push_back(std::move(table));
}

/// What the plot draws its line from, and scripts read.
void add_estimates(RunResult& result, const SoakCourse& course) {
  const Course& memory = course.memory_mib;
  harness::result::Estimated pace{.name = "memory growth, " + course.engine,
                                  .value = {},
                                  .low = {},
                                  .high = {},
                                  .unit = "MiB/h",
                                  .sentence = verdict(course)};
  // A cache that still fills says nothing of the hours after it.
  if (memory.is_long_enough() && growth_of(course) != Growth::filling) {
    const auto& slope = memory.trend->slope;
    pace.value = slope.value;
    if (slope.interval) {
      pace.low = slope.interval->low;
      pace.high = slope.interval->high;
    }
  }
  result.estimates.push_back(std::move(pace));
  if (!memory.trend) return;
  const auto add = [&](const char* name, double value, const char* sentence) {
    result.estimates.push_back({.name = fmt::format("{}, {}", name, course.engine),
                                .value = value,
                                .low = {},
                                .high = {},
                                .unit = "MiB",
                                .sentence = sentence});
  };
  add("memory at the start", memory.start(), "of the line fitted, without what the harness keeps");
  add("memory at the end", memory.end(), "of the line fitted, without what the harness keeps");
}

void find_growth(RunResult& result, const SoakCourse& course) {
  const Course& memory = course.memory_mib;
  const Growth seen = growth_of(course);
  const std::string least =
      fmt::format("; {:.0f} min of each engine are needed (--length, --full)", 60 * shortest_hours);
  if (!memory.trend) {
    result.findings.push_back(course.engine + ": too short to say whether memory grows" + least +
                              ".");
    return;
  }
  const std::string how = seen == Growth::cant_tell   ? "can't tell whether memory grows,"
                          : seen == Growth::too_short ? "too short to say whether memory grows:"
                                                      : "memory " + verdict(course) + ",";
  std::string sentence = fmt::format("{}: {} from {} to {}, {}", course.engine, how,
                                     reports::words::mebibytes(memory.start()),
                                     reports::words::mebibytes(memory.end()), growth_text(memory));
  const double ended = over_parts(result, course.engine, &Point::ok);
  if (seen == Growth::growing && ended > 0) {
    sentence += fmt::format(", {} each of the {}; {:.0f} GiB {}",
                            reports::words::mebibytes((memory.end() - memory.start()) / ended),
                            result.items, far_gib, time_until_far(course));
  }
  if (seen == Growth::too_short) sentence += least;
  if (!course.cache_mib.empty()) {
    sentence += fmt::format("; the cache by its own account: {}",
                            from_to(course.cache_mib, reports::words::mebibytes));
  }
  result.findings.push_back(sentence + ".");
}

void find_drift(RunResult& result, const SoakCourse& course) {
  if (!course.memory_mib.trend) return;
  result.findings.push_back(fmt::format(
      "{}: P50 {}, P99 {} from the first third to the last; drift of the P50: {}.", course.engine,
      thirds(course, &Point::latency_ms_p50, reports::words::milliseconds),
      thirds(course, &Point::latency_ms_p99, reports::words::milliseconds), drift(course.p50_ms)));
}

}  // namespace

std::string growth_text(const Course& memory) {
  if (!memory.trend) return reports::words::not_measured;
  if (memory.is_long_enough()) return pace(memory.trend->slope, 1, "MiB/h");
  return fmt::format("{} MiB in {}", with_sign(memory.end() - memory.start()),
                     reports::words::seconds(memory.span_hours() * 3600));
}

void conclude_soak(RunResult& result) {
  const std::vector<SoakCourse> courses = soak_courses(result);
  for (const SoakCourse& course : courses) {
    find_growth(result, course);
    add_estimates(result, course);
  }
  for (const SoakCourse& course : courses) find_drift(result, course);
  compare_engines(result);
  if (!courses.empty()) add_table(result, courses);
}

}  // namespace scenarios
