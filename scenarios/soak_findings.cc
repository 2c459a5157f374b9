#include "scenarios/soak_findings.h"

#include <fmt/format.h>

#include <cmath>

#include "reports/estimate.h"
#include "reports/figure_format.h"
#include "reports/interval_format.h"
#include "scenarios/engine_comparison.h"
#include "scenarios/soak_course.h"

namespace scenarios {
namespace {

using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;
using harness::result::TextTable;

constexpr double settled_hours = 0.25;  // a shorter soak can't tell a leak from a cache that fills
constexpr double far_gib = 8;           // how much memory a growing engine is projected to reach
constexpr double mib_a_claimed_mb = 1e6 / 0x1p20;  // 000.4 counts megabytes

std::string with_sign(double value) {
  return fmt::format("{}{}", value < 0 ? "\u2212" : "+", reports::plain(std::abs(value)));
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

std::string growth(const Course& memory) {
  return memory.trend ? pace(memory.trend->slope, 1, "MiB/h") : reports::not_measured;
}

std::string verdict(const Course& memory) {
  switch (growth_of(memory)) {
    case Growth::growing:
      return "growing";
    case Growth::levelling_off:
      return fmt::format("levelling off, then within {} MiB/h",
                         reports::plain(bound_per_hour(*second_half(memory))));
    case Growth::shrinking:
      return "shrinking";
    case Growth::flat:
      return fmt::format("flat within {} MiB/h", reports::plain(bound_per_hour(*memory.trend)));
    case Growth::cant_tell:
      break;
  }
  return "can't tell";
}

/// "in 3.2 h (2.9 to 3.6)": when a growing memory has that size, at the pace seen.
std::string time_until_far(const Course& memory) {
  if (growth_of(memory) != Growth::growing) return reports::not_measured;
  const harness::stats::Estimate& slope = memory.trend->slope;
  const double room = far_gib * 1024 - memory.end();
  if (room <= 0) return "now";
  const auto hours = [&](double pace) { return reports::seconds(room / pace * 3600); };
  return fmt::format("in {} ({} to {})", hours(slope.value), hours(slope.interval->high),
                     hours(slope.interval->low));
}

/// Of the level.
std::string drift(const Course& course) {
  if (!course.trend || course.trend->level <= 0) return reports::not_measured;
  return pace(course.trend->slope, 100 / course.trend->level, "%/h");
}

std::string from_to(const Course& course, std::string (*words)(Figure)) {
  if (course.empty()) return reports::not_measured;
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
    return reports::count(over_parts(result, course.engine, figure));
  };
  add("memory at the start", [](const SoakCourse& c) {
    return reports::mebibytes(c.memory_mib.empty() ? Figure() : c.memory_mib.start());
  });
  add("memory at the end", [](const SoakCourse& c) {
    return reports::mebibytes(c.memory_mib.empty() ? Figure() : c.memory_mib.end());
  });
  add("memory growth", [](const SoakCourse& c) { return growth(c.memory_mib); });
  add("verdict", [](const SoakCourse& c) { return verdict(c.memory_mib); });
  add(fmt::format("{:.0f} GiB are reached", far_gib),
      [](const SoakCourse& c) { return time_until_far(c.memory_mib); });
  add("P50",
      [](const SoakCourse& c) { return thirds(c, &Point::latency_ms_p50, reports::milliseconds); });
  add("P99",
      [](const SoakCourse& c) { return thirds(c, &Point::latency_ms_p99, reports::milliseconds); });
  add("drift of the P50", [](const SoakCourse& c) { return drift(c.p50_ms); });
  add("throughput",
      [](const SoakCourse& c) { return thirds(c, &Point::achieved_per_s, reports::rate); });
  add("drift of the throughput", [](const SoakCourse& c) { return drift(c.completed_per_s); });
  add("documents", [&](const SoakCourse& c) { return sum(c, &Point::requests); });
  add("failed", [&](const SoakCourse& c) { return sum(c, &Point::failed); });
  add("shed", [&](const SoakCourse& c) { return sum(c, &Point::shed); });
  add("cache, by its own account",
      [](const SoakCourse& c) { return from_to(c.cache_mib, reports::mebibytes); });
  add("database and its log",
      [](const SoakCourse& c) { return from_to(c.stored_mib, reports::mebibytes); });
  add("threads", [](const SoakCourse& c) { return from_to(c.threads, reports::count); });
  add("open files", [](const SoakCourse& c) { return from_to(c.open_files, reports::count); });
  result.tables.push_back(std::move(table));
}

/// What the plot draws its line from, and scripts read.
void add_estimates(RunResult& result, const SoakCourse& course) {
  const Course& memory = course.memory_mib;
  if (!memory.trend) {
    result.estimates.push_back({.name = "memory growth, " + course.engine,
                                .value = {},
                                .low = {},
                                .high = {},
                                .unit = "MiB/h",
                                .sentence = "too short to tell"});
    return;
  }
  const auto& slope = memory.trend->slope;
  harness::result::Estimated pace{.name = "memory growth, " + course.engine,
                                  .value = slope.value,
                                  .low = {},
                                  .high = {},
                                  .unit = "MiB/h",
                                  .sentence = verdict(memory)};
  if (slope.interval) {
    pace.low = slope.interval->low;
    pace.high = slope.interval->high;
  }
  result.estimates.push_back(std::move(pace));
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
  if (!memory.trend) {
    result.findings.push_back(course.engine + ": too short to say whether memory grows.");
    return;
  }
  std::string sentence = fmt::format(
      "{}: {} from {} to {}, {}", course.engine,
      growth_of(memory) == Growth::cant_tell ? "can't tell whether memory grows,"
                                             : "memory " + verdict(memory) + ",",
      reports::mebibytes(memory.start()), reports::mebibytes(memory.end()), growth(memory));
  const double documents = over_parts(result, course.engine, &Point::ok);
  if (growth_of(memory) == Growth::growing && documents > 0) {
    sentence += fmt::format(", {} a document; {:.0f} GiB {}",
                            reports::mebibytes((memory.end() - memory.start()) / documents),
                            far_gib, time_until_far(memory));
  }
  if (!course.cache_mib.empty()) {
    sentence += fmt::format("; the cache by its own account: {}",
                            from_to(course.cache_mib, reports::mebibytes));
  }
  result.findings.push_back(sentence + ".");
}

void find_drift(RunResult& result, const SoakCourse& course) {
  if (!course.memory_mib.trend) return;
  result.findings.push_back(fmt::format(
      "{}: P50 {}, P99 {} from the first third to the last; drift of the P50 {}.", course.engine,
      thirds(course, &Point::latency_ms_p50, reports::milliseconds),
      thirds(course, &Point::latency_ms_p99, reports::milliseconds), drift(course.p50_ms)));
}

/// 000.4: growth 25 -> 5 MB/h; V1 leaks, V2 doesn't.
void judge_claim(RunResult& result, const SoakCourse& course) {
  const double claimed_mib = (course.engine == "v1" ? 25 : 5) * mib_a_claimed_mb;
  const bool known = course.engine == "v1" || course.engine == "v2";
  if (!known || !course.memory_mib.trend || !course.memory_mib.trend->slope.interval) return;
  const auto [low, high] = *course.memory_mib.trend->slope.interval;
  std::string judgement;
  if (high < claimed_mib) {
    judgement = "it grows by less";
  } else if (low > claimed_mib) {
    judgement = "it grows by more";
    const double hours = course.memory_mib.hours.back() - course.memory_mib.hours.front();
    if (hours < settled_hours && growth_of(course.memory_mib) != Growth::growing) {
      judgement +=
          ", but in so few minutes bounded caches may still fill, such as the database's 32 MiB of "
          "pages (--full tells)";
    }
  } else if (high - low <= 2 * claimed_mib) {
    judgement = "this agrees with it";
  } else {
    judgement = "this run is too short to tell (--length)";
  }
  result.findings.push_back(fmt::format(
      "000.4 claims that {} grows by {} MB/h{}: {}, {} at this load.", course.engine,
      course.engine == "v1" ? 25 : 5, course.engine == "v1" ? " and leaks" : " and doesn't leak",
      judgement, growth(course.memory_mib)));
}

}  // namespace

void conclude_soak(RunResult& result) {
  const std::vector<SoakCourse> courses = soak_courses(result);
  for (const SoakCourse& course : courses) {
    find_growth(result, course);
    add_estimates(result, course);
  }
  for (const SoakCourse& course : courses) find_drift(result, course);
  for (const SoakCourse& course : courses) judge_claim(result, course);
  compare_engines(result);
  if (!courses.empty()) add_table(result, courses);
}

}  // namespace scenarios
