// What the target counted, found by name.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "harness/result/run_result.h"

namespace harness::result {

inline constexpr std::array<std::pair<std::string_view, CounterKind>, 3> counter_kind_names{{
    {"total", CounterKind::total},
    {"level", CounterKind::level},
    {"ratio", CounterKind::ratio},
}};

constexpr std::string_view name_of(CounterKind kind) {
  return counter_kind_names.at(static_cast<std::size_t>(kind)).first;
}

/// Its column in timeline.csv: "pages_per_s" of the total pages, "cache_bytes" of that level.
std::string timeline_column(const CounterInfo& counter);

/// Those columns of all of the run's counters.
std::vector<std::string> timeline_columns_of(const RunResult& run);

/// Where it stands in the run's list; nothing where no target had it.
std::optional<std::size_t> place_of_counter(const RunResult& run, std::string_view name);

/// Where it stands in the run's list, at whose end it is entered if it is not there yet. A name is
/// one counter in all of a run.
std::size_t enter_counter(RunResult& run, const CounterInfo& counter);

/// Its row at that point; null where it was not told there. Good until the run's rows change.
const CounterRow* counted(const RunResult& run, const Point& point, std::string_view counter);

/// Of that row: what it came to, by the second, and at most. Empty where it was not told.
Figure counted_value(const RunResult& run, const Point& point, std::string_view counter);
Figure counted_per_s(const RunResult& run, const Point& point, std::string_view counter);
Figure counted_max(const RunResult& run, const Point& point, std::string_view counter);

/// The timeline's figure of the counter in that place.
Figure counter_of(const TimelineRow& row, std::size_t place);

}  // namespace harness::result
