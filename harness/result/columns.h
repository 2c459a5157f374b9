// The result files' columns: one table per file, used by whoever writes it and whoever reads it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "harness/result/run_result.h"

namespace harness::result {

/// A column: its name and the member that it holds.
template <class Row>
struct Column {
  std::string_view name;
  std::variant<std::string Row::*, Figure Row::*, double Row::*, std::uint64_t Row::*, bool Row::*>
      member;
};

/// The columns of summary.csv, timeline.csv, stages.csv, slowest.csv, failures.csv,
/// known_answers.csv and ablation.csv, in their order.
std::span<const Column<Point>> point_columns();
std::span<const Column<TimelineRow>> timeline_columns();
std::span<const Column<StageRow>> stage_columns();
std::span<const Column<SlowRequest>> slowest_columns();
std::span<const Column<FailureRow>> failure_columns();
std::span<const Column<KnownAnswer>> known_answer_columns();
std::span<const Column<Effect>> effect_columns();

}  // namespace harness::result
