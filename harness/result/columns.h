// The result files' columns: one table per file, used by whoever writes it and whoever reads it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "harness/result/run_result.h"

namespace harness::result {

/// A column: its name, the member that it holds, and what it was called in older files.
template <class Row>
struct Column {
  std::string_view name;
  std::variant<std::string Row::*, Figure Row::*, double Row::*, std::uint64_t Row::*, bool Row::*,
               std::vector<StageTime> Row::*>
      member;
  std::string_view formerly = {};

  bool is_called(std::string_view other) const {
    return name == other || (!formerly.empty() && formerly == other);
  }
};

/// The columns of summary.csv, timeline.csv, counters.csv, classes.csv, stages.csv, slowest.csv,
/// failures.csv, known_answers.csv and ablation.csv, in their order. Behind the timeline's stands
/// one for each of the run's counters: see timeline_column.
std::span<const Column<Point>> point_columns();
std::span<const Column<TimelineRow>> timeline_columns();
std::span<const Column<CounterRow>> counter_columns();
std::span<const Column<ClassRow>> class_columns();
std::span<const Column<StageRow>> stage_columns();
std::span<const Column<SlowRequest>> slowest_columns();
std::span<const Column<FailureRow>> failure_columns();
std::span<const Column<KnownAnswer>> known_answer_columns();
std::span<const Column<Effect>> effect_columns();

}  // namespace harness::result
