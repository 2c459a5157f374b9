#include "harness/result/columns.h"

#include <array>

namespace harness::result {

// So that a column's name and its member can't drift apart.
#define COLUMN(Row, member) \
  Column<Row> {             \
#member, &Row::member   \
  }

// Up to `valid` the columns and their order are fixed; what comes later stands behind them.
std::span<const Column<Point>> point_columns() {
  static const auto columns = std::to_array<Column<Point>>({
      COLUMN(Point, scenario),
      COLUMN(Point, step),
      COLUMN(Point, phase),
      COLUMN(Point, engine),
      COLUMN(Point, batch_size),
      COLUMN(Point, workers),
      COLUMN(Point, offered_per_s),
      COLUMN(Point, achieved_per_s),
      COLUMN(Point, requests),
      COLUMN(Point, ok),
      COLUMN(Point, failed),
      COLUMN(Point, shed),
      COLUMN(Point, latency_ms_min),
      COLUMN(Point, latency_ms_mean),
      COLUMN(Point, latency_ms_p50),
      COLUMN(Point, latency_ms_p95),
      COLUMN(Point, latency_ms_p99),
      COLUMN(Point, latency_ms_p999),
      COLUMN(Point, latency_ms_max),
      COLUMN(Point, lag_ms_p50),
      COLUMN(Point, lag_ms_p99),
      COLUMN(Point, wait_ms_p50),
      COLUMN(Point, wait_ms_p99),
      COLUMN(Point, service_ms_p50),
      COLUMN(Point, service_ms_p95),
      COLUMN(Point, service_ms_p99),
      COLUMN(Point, cpu_cores),
      COLUMN(Point, rss_mib_mean),
      COLUMN(Point, rss_mib_peak),
      COLUMN(Point, allocations_per_request),
      COLUMN(Point, io_operations),
      COLUMN(Point, cache_hits),
      COLUMN(Point, cache_misses),
      COLUMN(Point, cache_hit_ratio),
      COLUMN(Point, valid),
      COLUMN(Point, measured),
      COLUMN(Point, duration_s),
      COLUMN(Point, read_mib),
      COLUMN(Point, written_mib),
      COLUMN(Point, context_switches),
      COLUMN(Point, page_faults),
      COLUMN(Point, steal_fraction),
      COLUMN(Point, recovery_s),
      COLUMN(Point, speedup),
      COLUMN(Point, efficiency),
      COLUMN(Point, planned_per_s),
      COLUMN(Point, achieved_per_s_low),
      COLUMN(Point, achieved_per_s_high),
      COLUMN(Point, latency_ms_mean_low),
      COLUMN(Point, latency_ms_mean_high),
      COLUMN(Point, latency_ms_p50_low),
      COLUMN(Point, latency_ms_p50_high),
      COLUMN(Point, latency_ms_p95_low),
      COLUMN(Point, latency_ms_p95_high),
      COLUMN(Point, latency_ms_p99_low),
      COLUMN(Point, latency_ms_p99_high),
      COLUMN(Point, latency_ms_p999_low),
      COLUMN(Point, latency_ms_p999_high),
      COLUMN(Point, effective_samples_p50),
      COLUMN(Point, effective_samples_p99),
      COLUMN(Point, warm_up_s),
      COLUMN(Point, delivery_ms_p50),
      COLUMN(Point, delivery_ms_p99),
      COLUMN(Point, passes),
      COLUMN(Point, panel),
      COLUMN(Point, series),
      COLUMN(Point, setting),
      COLUMN(Point, x),
      COLUMN(Point, ended),
      COLUMN(Point, failed_latency_ms_p50),
      COLUMN(Point, failed_latency_ms_p99),
      COLUMN(Point, failed_latency_ms_max),
      COLUMN(Point, cpu_pressure_fraction),
      COLUMN(Point, io_pressure_fraction),
      COLUMN(Point, memory_pressure_fraction),
      COLUMN(Point, cgroup_cpu_pressure_fraction),
      COLUMN(Point, cgroup_io_pressure_fraction),
      COLUMN(Point, cgroup_memory_pressure_fraction),
      COLUMN(Point, throttled_fraction),
      COLUMN(Point, throttled_ms),
      COLUMN(Point, first_result_ms_p50),
      COLUMN(Point, first_result_ms_p95),
      COLUMN(Point, first_result_ms_p99),
      COLUMN(Point, gaps),
      COLUMN(Point, gap_ms_mean),
      COLUMN(Point, gap_ms_p50),
      COLUMN(Point, gap_ms_p95),
      COLUMN(Point, gap_ms_p99),
      COLUMN(Point, units),
      COLUMN(Point, units_per_s),
      COLUMN(Point, good),
      COLUMN(Point, good_per_s),
      COLUMN(Point, first_result_ms_p50_low),
      COLUMN(Point, first_result_ms_p50_high),
      COLUMN(Point, first_result_ms_p95_low),
      COLUMN(Point, first_result_ms_p95_high),
      COLUMN(Point, first_result_ms_p99_low),
      COLUMN(Point, first_result_ms_p99_high),
      COLUMN(Point, gap_ms_mean_low),
      COLUMN(Point, gap_ms_mean_high),
      COLUMN(Point, gap_ms_p50_low),
      COLUMN(Point, gap_ms_p50_high),
      COLUMN(Point, gap_ms_p95_low),
      COLUMN(Point, gap_ms_p95_high),
      COLUMN(Point, gap_ms_p99_low),
      COLUMN(Point, gap_ms_p99_high),
      COLUMN(Point, units_per_s_low),
      COLUMN(Point, units_per_s_high),
      COLUMN(Point, good_per_s_low),
      COLUMN(Point, good_per_s_high),
  });
  return columns;
}

std::span<const Column<TimelineRow>> timeline_columns() {
  static const auto columns = std::to_array<Column<TimelineRow>>({
      COLUMN(TimelineRow, t_s),
      COLUMN(TimelineRow, step),
      COLUMN(TimelineRow, phase),
      COLUMN(TimelineRow, offered),
      COLUMN(TimelineRow, completed),
      COLUMN(TimelineRow, failed),
      COLUMN(TimelineRow, shed),
      COLUMN(TimelineRow, latency_ms_p50),
      COLUMN(TimelineRow, latency_ms_p95),
      COLUMN(TimelineRow, latency_ms_p99),
      COLUMN(TimelineRow, latency_ms_max),
      COLUMN(TimelineRow, in_flight),
      COLUMN(TimelineRow, queue_depth),
      COLUMN(TimelineRow, rss_mib),
      COLUMN(TimelineRow, cpu_cores),
      COLUMN(TimelineRow, cache_hit_ratio),
      COLUMN(TimelineRow, offered_per_s),
      COLUMN(TimelineRow, completed_per_s),
      COLUMN(TimelineRow, harness_mib),
      COLUMN(TimelineRow, threads),
      COLUMN(TimelineRow, open_files),
  });
  return columns;
}

std::span<const Column<CounterRow>> counter_columns() {
  static const auto columns = std::to_array<Column<CounterRow>>({
      COLUMN(CounterRow, step),
      COLUMN(CounterRow, phase),
      COLUMN(CounterRow, counter),
      COLUMN(CounterRow, kind),
      COLUMN(CounterRow, unit),
      COLUMN(CounterRow, value),
      COLUMN(CounterRow, per_s),
      COLUMN(CounterRow, min),
      COLUMN(CounterRow, max),
  });
  return columns;
}

std::span<const Column<ClassRow>> class_columns() {
  static const auto columns = std::to_array<Column<ClassRow>>({
      COLUMN(ClassRow, step),
      COLUMN(ClassRow, phase),
      {"class", &ClassRow::class_name},
      COLUMN(ClassRow, requests),
      COLUMN(ClassRow, ok),
      COLUMN(ClassRow, failed),
      COLUMN(ClassRow, shed),
      COLUMN(ClassRow, latency_ms_mean),
      COLUMN(ClassRow, latency_ms_p50),
      COLUMN(ClassRow, latency_ms_p95),
      COLUMN(ClassRow, latency_ms_p99),
      COLUMN(ClassRow, latency_ms_max),
      COLUMN(ClassRow, first_result_ms_p50),
      COLUMN(ClassRow, first_result_ms_p95),
      COLUMN(ClassRow, first_result_ms_p99),
      COLUMN(ClassRow, gap_ms_p50),
      COLUMN(ClassRow, gap_ms_p99),
      COLUMN(ClassRow, units),
      COLUMN(ClassRow, units_per_s),
      COLUMN(ClassRow, unit),
  });
  return columns;
}

std::span<const Column<StageRow>> stage_columns() {
  static const auto columns = std::to_array<Column<StageRow>>({
      COLUMN(StageRow, step),
      COLUMN(StageRow, phase),
      COLUMN(StageRow, stage),
      COLUMN(StageRow, count),
      COLUMN(StageRow, mean_ms),
      COLUMN(StageRow, p50_ms),
      COLUMN(StageRow, p95_ms),
      COLUMN(StageRow, p99_ms),
      COLUMN(StageRow, share),
      COLUMN(StageRow, operation),
  });
  return columns;
}

std::span<const Column<SlowRequest>> slowest_columns() {
  static const auto columns = std::to_array<Column<SlowRequest>>({
      COLUMN(SlowRequest, step),
      COLUMN(SlowRequest, phase),
      {"name", &SlowRequest::name, "document"},
      COLUMN(SlowRequest, outcome),
      COLUMN(SlowRequest, request),
      COLUMN(SlowRequest, item),
      COLUMN(SlowRequest, seed),
      COLUMN(SlowRequest, due_s),
      COLUMN(SlowRequest, latency_ms),
      COLUMN(SlowRequest, lag_ms),
      COLUMN(SlowRequest, wait_ms),
      COLUMN(SlowRequest, service_ms),
      COLUMN(SlowRequest, delivery_ms),
      COLUMN(SlowRequest, stages_ms),
      {"class", &SlowRequest::class_name},
  });
  return columns;
}

std::span<const Column<FailureRow>> failure_columns() {
  static const auto columns = std::to_array<Column<FailureRow>>({
      COLUMN(FailureRow, step),
      COLUMN(FailureRow, phase),
      COLUMN(FailureRow, reason),
      COLUMN(FailureRow, count),
      COLUMN(FailureRow, example),
  });
  return columns;
}

std::span<const Column<KnownAnswer>> known_answer_columns() {
  static const auto columns = std::to_array<Column<KnownAnswer>>({
      COLUMN(KnownAnswer, model),
      COLUMN(KnownAnswer, quantile),
      COLUMN(KnownAnswer, theory_ms),
      COLUMN(KnownAnswer, measured_ms),
      COLUMN(KnownAnswer, relative_error),
      COLUMN(KnownAnswer, interval_low_ms),
      COLUMN(KnownAnswer, interval_high_ms),
  });
  return columns;
}

std::span<const Column<Effect>> effect_columns() {
  static const auto columns = std::to_array<Column<Effect>>({
      {"switch", &Effect::switch_name},
      COLUMN(Effect, against),
      COLUMN(Effect, metric),
      COLUMN(Effect, claim_id),
      COLUMN(Effect, claimed),
      COLUMN(Effect, measured),
      COLUMN(Effect, interval_low),
      COLUMN(Effect, interval_high),
      COLUMN(Effect, verdict),
      COLUMN(Effect, optimisation),
      COLUMN(Effect, load),
      COLUMN(Effect, scale),
      COLUMN(Effect, without_switch),
      COLUMN(Effect, with_switch),
      COLUMN(Effect, rounds),
      COLUMN(Effect, projected),
  });
  return columns;
}

#undef COLUMN

}  // namespace harness::result
