#include "reports/plot/plots.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "reports/plot/capacity.h"
#include "reports/plot/effects.h"
#include "reports/plot/engine_sweep.h"
#include "reports/plot/known_answers.h"
#include "reports/plot/lag.h"
#include "reports/plot/operations.h"
#include "reports/plot/parts.h"
#include "reports/plot/percentiles.h"
#include "reports/plot/series.h"
#include "reports/plot/stages.h"
#include "reports/plot/sweep.h"
#include "reports/timeline/counters.h"
#include "reports/timeline/engines_over_time.h"
#include "reports/timeline/memory_trend.h"
#include "reports/timeline/over_time.h"
#include "reports/words/refused.h"

namespace reports::plot {
namespace {

constexpr std::array<std::string_view, 7> of_latencies{
    "latency_over_time", "latency_percentiles", "request_parts", "slowest_requests",
    "sweep_curves",      "capacity_curve",      "series_curves"};

/// A latency of what was accepted says little without what was refused.
void say_what_was_refused(const RunResult& run, std::vector<sheet::Plot>& plots) {
  const std::string sentence = words::refusal_sentence(run);
  if (sentence.empty()) return;
  for (sheet::Plot& plot : plots) {
    if (std::find(of_latencies.begin(), of_latencies.end(), plot.name) == of_latencies.end()) {
      continue;
    }
    plot.caption += " " + sentence;
  }
}

}  // namespace

std::vector<sheet::Plot> plots_of(const RunResult& run) {
  std::vector<sheet::Plot> plots;
  const auto add = [&](std::optional<sheet::Plot> plot) {
    if (plot) plots.push_back(std::move(*plot));
  };
  add(known_answer_errors(run));
  const words::EffectGroups groups = words::effect_groups(run);
  add(claims_and_effects(run, groups.together, "ablation_together"));
  add(claims_and_effects(run, groups.added, "ablation_added"));
  add(claims_and_effects(run, groups.taken, "ablation_taken"));
  add(ladder(run));
  if (run.view.searches) add(capacity_curve(run));
  if (run.view.chooses && !run.view.curves) {
    std::optional<sheet::Plot> side_by_side = engine_sweep_curves(run);
    add(side_by_side ? std::move(side_by_side) : sweep_curves(run));
  }
  std::optional<sheet::Plot> series = series_curves(run);
  // Steps that took turns are all over the time axis.
  const bool over_time = !series.has_value();
  add(std::move(series));
  add(timeline::memory_trend(run));
  add(operation_times(run));
  std::vector<sheet::Plot> side_by_side = timeline::engines_over_time(run);
  for (sheet::Plot& plot : side_by_side) plots.push_back(std::move(plot));
  if (const timeline::Timeline timeline(run);
      over_time && side_by_side.empty() && !timeline.empty()) {
    add(timeline::latency_over_time(timeline));
    add(timeline::throughput_over_time(timeline));
    add(timeline::queues_over_time(timeline));
    add(timeline::resources_over_time(timeline));
    add(timeline::cache_over_time(timeline));
    add(timeline::counters_over_time({{"", timeline}}));
  }
  add(latency_percentiles(run));
  // A target that does nothing has no parts to speak of.
  if (!run.view.of_harness) {
    add(request_parts(run));
    add(slowest_requests(run));
  }
  add(stage_shares(run));
  add(stage_latencies(run));
  add(generator_lag(run));
  say_what_was_refused(run, plots);
  return plots;
}

}  // namespace reports::plot
