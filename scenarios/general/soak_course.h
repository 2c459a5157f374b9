// An engine's way through a soak.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/result/run_result.h"
#include "harness/stats/trend.h"

namespace scenarios {

/// A pace by the hour that was seen for less than this would be extrapolated more than fourfold;
/// and what has a bound, a cache or an allocator, fills up in minutes.
inline constexpr double shortest_hours = 0.25;

/// A figure of the timeline against hours, with its trend.
struct Course {
  std::vector<double> hours, values;           // of the intervals where it was measured
  std::optional<harness::stats::Trend> trend;  // nothing: too short

  bool empty() const { return values.empty(); }
  /// Over how many hours the values go.
  double span_hours() const { return hours.empty() ? 0 : hours.back() - hours.front(); }
  /// May its pace be told by the hour? A twentieth may be missing, such as a warm-up.
  bool is_long_enough() const { return trend && span_hours() >= 0.95 * shortest_hours; }
  /// The trend's value at the ends; the first and last figure without one. Precondition: not empty.
  double start() const;
  double end() const;
};

/// Everything of one engine that a soak judges.
struct SoakCourse {
  std::string engine;
  const harness::result::Point* first = nullptr;  // its thirds; null if they were not measured
  const harness::result::Point* last = nullptr;
  Course memory_mib;  // RSS without what the harness keeps of the run
  Course p50_ms, completed_per_s, cache_mib, stored_mib, threads, open_files;
  harness::result::Figure cache_bound_mib;  // what its cache may weigh; empty: as much as it likes
};

/// Of each engine, from where the first judged part is warm to the last one's end. An interval that
/// is less than half the usual one, as a part's last may be, is left out.
std::vector<SoakCourse> soak_courses(const harness::result::RunResult& result);

enum class Growth { growing, levelling_off, flat, shrinking, filling, too_short, cant_tell };

/// Too short: less than shortest_hours, or too few values for a trend. Growing or shrinking: the
/// slope's interval lies beyond 0. Levelling off: the slope is positive, but that of the second
/// half is surely below it and may be 0. Flat: the interval holds 0 and no growth that would double
/// what is there within an hour. Can't tell: none of them.
Growth growth_of(const Course& course);

/// That of the memory; filling where it grows with a cache that has a bound and not yet reached it.
Growth growth_of(const SoakCourse& course);

/// The trend of the later half of the values; nothing where they are too few.
std::optional<harness::stats::Trend> second_half(const Course& course);

/// How far from 0 the slope may be, an hour.
double bound_per_hour(const harness::stats::Trend& trend);

}  // namespace scenarios
