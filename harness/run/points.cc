#include "harness/run/points.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "harness/measure/counted.h"
#include "harness/result/outcomes.h"
#include "harness/run/class_rows.h"
#include "harness/run/failures.h"

namespace harness::run {
namespace {

using record::Histogram;
using record::PhaseTotals;
using result::Figure;
using result::Point;

Figure quantile_ms(const Histogram& histogram, double fraction) {
  if (histogram.count() == 0) return std::nullopt;
  return static_cast<double>(histogram.quantile(fraction)) / 1e6;
}

void fill_latency(Point& point, const PhaseTotals& totals) {
  const Histogram& latency = totals.latency;
  if (latency.count() > 0) {
    point.latency_ms_min = static_cast<double>(latency.min()) / 1e6;
    point.latency_ms_mean = latency.mean() / 1e6;
    point.latency_ms_max = static_cast<double>(latency.max()) / 1e6;
  }
  if (totals.failed_latency.count() > 0) {
    point.failed_latency_ms_p50 = quantile_ms(totals.failed_latency, 0.50);
    point.failed_latency_ms_p99 = quantile_ms(totals.failed_latency, 0.99);
    point.failed_latency_ms_max = static_cast<double>(totals.failed_latency.max()) / 1e6;
  }
  point.latency_ms_p50 = quantile_ms(latency, 0.50);
  point.latency_ms_p95 = quantile_ms(latency, 0.95);
  point.latency_ms_p99 = quantile_ms(latency, 0.99);
  point.latency_ms_p999 = quantile_ms(latency, 0.999);
  point.lag_ms_p50 = quantile_ms(totals.lag, 0.50);
  point.lag_ms_p99 = quantile_ms(totals.lag, 0.99);
  point.wait_ms_p50 = quantile_ms(totals.wait, 0.50);
  point.wait_ms_p99 = quantile_ms(totals.wait, 0.99);
  point.service_ms_p50 = quantile_ms(totals.service, 0.50);
  point.service_ms_p95 = quantile_ms(totals.service, 0.95);
  point.service_ms_p99 = quantile_ms(totals.service, 0.99);
  point.delivery_ms_p50 = quantile_ms(totals.delivery, 0.50);
  point.delivery_ms_p99 = quantile_ms(totals.delivery, 0.99);
}

void put(const stats::Estimate& estimate, Figure& low, Figure& high) {
  if (!estimate.interval) return;
  low = estimate.interval->low;
  high = estimate.interval->high;
}

void fill_intervals(Point& point, const measure::PhaseEstimates& estimates) {
  put(estimates.achieved_per_s, point.achieved_per_s_low, point.achieved_per_s_high);
  put(estimates.mean_ms, point.latency_ms_mean_low, point.latency_ms_mean_high);
  put(estimates.p50_ms, point.latency_ms_p50_low, point.latency_ms_p50_high);
  put(estimates.p95_ms, point.latency_ms_p95_low, point.latency_ms_p95_high);
  put(estimates.p99_ms, point.latency_ms_p99_low, point.latency_ms_p99_high);
  put(estimates.p999_ms, point.latency_ms_p999_low, point.latency_ms_p999_high);
  put(estimates.first_p50_ms, point.first_result_ms_p50_low, point.first_result_ms_p50_high);
  put(estimates.first_p95_ms, point.first_result_ms_p95_low, point.first_result_ms_p95_high);
  put(estimates.first_p99_ms, point.first_result_ms_p99_low, point.first_result_ms_p99_high);
  put(estimates.gap_mean_ms, point.gap_ms_mean_low, point.gap_ms_mean_high);
  put(estimates.gap_p50_ms, point.gap_ms_p50_low, point.gap_ms_p50_high);
  put(estimates.gap_p95_ms, point.gap_ms_p95_low, point.gap_ms_p95_high);
  put(estimates.gap_p99_ms, point.gap_ms_p99_low, point.gap_ms_p99_high);
  if (point.units_per_s) put(estimates.units_per_s, point.units_per_s_low, point.units_per_s_high);
  if (point.good_per_s) put(estimates.good_per_s, point.good_per_s_low, point.good_per_s_high);
  if (estimates.p50_ms.interval) point.effective_samples_p50 = estimates.p50_ms.effective;
  if (estimates.p99_ms.interval) point.effective_samples_p99 = estimates.p99_ms.effective;
}

/// What requests brought, of all classes together.
void fill_results(Point& point, const PhaseTotals& totals, const measure::MeasuredStep& step) {
  record::ClassTotalsOf<Histogram> all;
  for (const auto& of_class : totals.classes) all.merge(of_class);
  point.first_result_ms_p50 = quantile_ms(all.first_result, 0.50);
  point.first_result_ms_p95 = quantile_ms(all.first_result, 0.95);
  point.first_result_ms_p99 = quantile_ms(all.first_result, 0.99);
  if (all.gaps.count() > 0) {
    point.gaps = static_cast<double>(all.gaps.count());
    point.gap_ms_mean = all.gaps.mean() / 1e6;
  }
  point.gap_ms_p50 = quantile_ms(all.gaps, 0.50);
  point.gap_ms_p95 = quantile_ms(all.gaps, 0.95);
  point.gap_ms_p99 = quantile_ms(all.gaps, 0.99);
  if (!step.classes.unit.empty()) point.units = static_cast<double>(all.units);
  if (step.judged) point.good = static_cast<double>(totals.good);
  if (point.duration_s.value_or(0) <= 0) return;
  if (point.units) point.units_per_s = *point.units / *point.duration_s;
  if (point.good) point.good_per_s = *point.good / *point.duration_s;
}

/// A stretch of a phase: what is quoted of it, or the warm-up that was cut off.
struct Stretch {
  std::string phase;
  bool measured = true;
  Duration length{};
  const PhaseTotals& totals;
  std::uint64_t due;
  const record::Outcomes& ended;
  const slice::Account& account;
};

Point point_of(const measure::MeasuredStep& step, const Stretch& phase,
               const std::string& scenario) {
  Point point;
  point.scenario = scenario;
  point.step = step.name;
  point.phase = phase.phase;
  point.engine = step.engine;
  if (step.passes > 0) point.passes = static_cast<double>(step.passes);
  point.panel = step.place.panel;
  point.series = step.place.series;
  point.setting = step.place.setting;
  point.x = step.place.x;
  point.batch_size = step.batch_size;
  point.workers = step.workers;
  point.measured = phase.measured;
  const record::Outcomes& outcomes = phase.totals.outcomes;
  point.requests = static_cast<double>(outcomes.all());
  point.ok = static_cast<double>(outcomes.ok);
  point.failed = static_cast<double>(outcomes.failed);
  point.shed = static_cast<double>(outcomes.shed);
  point.duration_s = seconds(phase.length);
  point.ended = static_cast<double>(phase.ended.accepted());
  // Clients that wait for their answers are due when they send.
  const std::uint64_t due = step.open_loop ? phase.due : outcomes.all();
  if (phase.length > Duration{}) point.offered_per_s = static_cast<double>(due) / *point.duration_s;
  if (const double watched_s = seconds(phase.account.wall()); watched_s > 0) {
    point.achieved_per_s = *point.ended / watched_s;
  }
  fill_latency(point, phase.totals);
  fill_results(point, phase.totals, step);
  phase.account.fill(point);
  return point;
}

/// After a load that fell to less than half: how long what was due before went on being worked off.
Figure recovery_s(const measure::MeasuredStep& step, const measure::MeasuredPhase& phase,
                  const measure::MeasuredPhase& next) {
  const bool fell = step.open_loop && next.planned_per_s < phase.planned_per_s / 2;
  if (!fell || phase.totals.outcomes.all() == 0 || next.account.wall() <= Duration{}) return {};
  const double end_s = phase.start_s + seconds(phase.length);
  return std::max(0.0, seconds(phase.totals.last_finished - step.origin) - end_s);
}

void add_stages(const measure::MeasuredStep& step, const measure::MeasuredPhase& phase,
                result::RunResult& result) {
  const std::vector<Histogram>& stages = phase.totals.stages;
  const double all =
      std::accumulate(stages.begin(), stages.end(), 0.0, [](double sum, const Histogram& stage) {
        return sum + stage.mean() * static_cast<double>(stage.count());
      });
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const Histogram& stage = stages[i];
    result::StageRow row{.step = step.name,
                         .phase = phase.name,
                         .stage = step.stages[i],
                         .count = static_cast<double>(stage.count()),
                         .mean_ms = {},
                         .p50_ms = {},
                         .p95_ms = {},
                         .p99_ms = {},
                         .share = {}};
    if (stage.count() > 0) row.mean_ms = stage.mean() / 1e6;
    row.p50_ms = quantile_ms(stage, 0.50);
    row.p95_ms = quantile_ms(stage, 0.95);
    row.p99_ms = quantile_ms(stage, 0.99);
    if (all > 0) row.share = stage.mean() * static_cast<double>(stage.count()) / all;
    result.stages.push_back(std::move(row));
  }
}

std::vector<result::StageTime> stages_of(const measure::MeasuredStep& step,
                                         const record::SlowSample& slow) {
  std::vector<result::StageTime> times;
  for (std::size_t i = 0; i < slow.stages.size() && i < step.stages.size(); ++i) {
    if (slow.stages[i] < Duration{}) continue;
    times.push_back({step.stages[i], seconds(slow.stages[i]) * 1e3});
  }
  return times;
}

void add_slowest(const measure::MeasuredStep& step, const std::string& phase,
                 const PhaseTotals& totals, result::RunResult& result) {
  const double step_start_s = step.phases.front().start_s;
  for (const record::SlowSample& slow : totals.slowest.sorted()) {
    result::SlowRequest row;
    row.step = step.name;
    row.phase = phase;
    row.name = step.describe ? step.describe(slow.request.item) : std::string();
    row.outcome = slow.outcome == Outcome::ok ? "ok" : "failed";
    row.request = slow.request.id;
    row.item = slow.request.item;
    row.seed = result.seed;
    row.due_s = seconds(slow.due - step.origin) - step_start_s;
    row.latency_ms = seconds(slow.latency()) * 1e3;
    row.lag_ms = seconds(slow.sent - slow.due) * 1e3;
    row.wait_ms = seconds(slow.started - slow.sent) * 1e3;
    row.service_ms = seconds(slow.served - slow.started) * 1e3;
    row.delivery_ms = seconds(slow.finished - slow.served) * 1e3;
    row.stages_ms = stages_of(step, slow);
    row.class_name = class_name(step.classes, slow.of_class);
    result.slowest.push_back(std::move(row));
  }
}

/// What was cut off stays in the files: a point of its own, which nobody judges.
void add_warm_up(const measure::MeasuredStep& step, const measure::MeasuredPhase& phase,
                 result::RunResult& result) {
  if (phase.warm_up.slices == 0) return;
  PhaseTotals totals;
  std::uint64_t due = 0;
  record::Outcomes ended;
  slice::Account account;
  for (const slice::Slice& slice : phase.slices.entries().first(phase.warm_up.slices)) {
    totals.merge(slice.totals);
    due += slice.due;
    ended.add(slice.ended);
    account.merge(slice.account);
  }
  const std::string name = phase.name + std::string(result::cut_warm_up);
  result.points.push_back(point_of(
      step, {name, false, phase.warm_up.length, totals, due, ended, account}, result.scenario));
  measure::add_counted(step, name, account, result);
  add_classes(step, name, totals, phase.warm_up.length, result);
  add_slowest(step, name, totals, result);
  if (totals.latency.count() == 0) return;
  result.distributions.push_back(
      {step.name, name, phase.start_s, seconds(phase.warm_up.length), std::move(totals.latency)});
}

void add_quoted(const measure::MeasuredStep& step, const measure::MeasuredPhase& phase,
                result::RunResult& result) {
  Point point = point_of(step,
                         {phase.name, phase.measured, phase.quoted_length(), phase.totals,
                          phase.due, phase.ended, phase.account},
                         result.scenario);
  if (point.latency_ms_max) point.latency_ms_max = milliseconds(phase.slowest);
  if (step.open_loop) point.planned_per_s = phase.planned_per_s;
  point.warm_up_s = seconds(phase.warm_up.length);
  fill_intervals(point, phase.estimates);
  result.points.push_back(std::move(point));
  measure::add_counted(step, phase.name, phase.account, result);
  add_classes(step, phase.name, phase.totals, phase.quoted_length(), result);
}

}  // namespace

void add_step(measure::MeasuredStep& step, result::RunResult& result) {
  for (std::size_t i = 0; i < step.phases.size(); ++i) {
    measure::MeasuredPhase& phase = step.phases[i];
    if (!phase.came()) continue;
    add_warm_up(step, phase, result);
    add_quoted(step, phase, result);
    if (i + 1 < step.phases.size()) {
      result.points.back().recovery_s = recovery_s(step, phase, step.phases[i + 1]);
    }
    add_stages(step, phase, result);
    add_slowest(step, phase.name, phase.totals, result);
    if (phase.totals.latency.count() > 0) {
      result.distributions.push_back(
          {step.name, phase.name, phase.start_s + seconds(phase.warm_up.length),
           seconds(phase.quoted_length()), std::move(phase.totals.latency)});
    }
  }
  add_failures(step, result);
  measure::enter_counters(step, result);
  for (result::TimelineRow& row : step.timeline) result.timeline.push_back(std::move(row));
}

}  // namespace harness::run
