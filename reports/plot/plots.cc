#include "reports/plot/plots.h"

#include <optional>
#include <utility>

#include "reports/plot/capacity.h"
#include "reports/plot/effects.h"
#include "reports/plot/engine_sweep.h"
#include "reports/plot/engines_over_time.h"
#include "reports/plot/known_answers.h"
#include "reports/plot/lag.h"
#include "reports/plot/memory_trend.h"
#include "reports/plot/operations.h"
#include "reports/plot/over_time.h"
#include "reports/plot/parts.h"
#include "reports/plot/percentiles.h"
#include "reports/plot/series.h"
#include "reports/plot/stages.h"
#include "reports/plot/sweep.h"

namespace reports::plot {

std::vector<Plot> plots_of(const RunResult& run) {
  std::vector<Plot> plots;
  const auto add = [&](std::optional<Plot> plot) {
    if (plot) plots.push_back(std::move(*plot));
  };
  add(known_answer_errors(run));
  add(claims_and_effects(run, effect_groups[0], "ablation_v2"));
  add(claims_and_effects(run, effect_groups[1], "ablation_added"));
  add(claims_and_effects(run, effect_groups[2], "ablation_taken"));
  add(ladder(run));
  if (run.kind == "capacity") add(capacity_curve(run));
  if (run.kind == "sweep") {
    std::optional<Plot> side_by_side = engine_sweep_curves(run);
    add(side_by_side ? std::move(side_by_side) : sweep_curves(run));
  }
  std::optional<Plot> series = series_curves(run);
  // Steps that took turns are all over the time axis.
  const bool over_time = !series.has_value();
  add(std::move(series));
  add(memory_trend(run));
  add(operation_times(run));
  std::vector<Plot> side_by_side = engines_over_time(run);
  for (Plot& plot : side_by_side) plots.push_back(std::move(plot));
  if (const Timeline timeline(run); over_time && side_by_side.empty() && !timeline.empty()) {
    add(latency_over_time(timeline));
    add(throughput_over_time(timeline));
    add(queues_over_time(timeline));
    add(resources_over_time(timeline));
    add(cache_over_time(timeline));
  }
  add(latency_percentiles(run));
  // A target that does nothing has no parts to speak of.
  if (run.kind != "overhead") {
    add(request_parts(run));
    add(slowest_requests(run));
  }
  add(stage_shares(run));
  add(stage_latencies(run));
  add(generator_lag(run));
  return plots;
}

}  // namespace reports::plot
