#include "scenarios/documents/ablation/ablation_metrics.h"

#include "scenarios/general/trial.h"

namespace scenarios {
namespace {

using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;
using harness::result::StageRow;

constexpr std::string_view stage_suffix = "_ms_mean";

const StageRow* stage_of(const RunResult& trial, const Point& point, std::string_view name) {
  for (const StageRow& stage : trial.stages) {
    if (stage.step == point.step && stage.phase == point.phase && stage.stage == name) {
      return &stage;
    }
  }
  return nullptr;
}

Figure stage_mean_ms(const RunResult& trial, const Point& point, std::string_view name) {
  const StageRow* const stage = stage_of(trial, point, name);
  return stage != nullptr ? stage->mean_ms : Figure();
}

/// What finding a document in the cache takes: its key and the look-up, a look-up. A file known to
/// be unchanged has its key already.
Figure lookup_ms(const RunResult& trial, const Point& point) {
  const StageRow* const lookup = stage_of(trial, point, "cache_lookup");
  if (lookup == nullptr || !lookup->mean_ms || lookup->count.value_or(0) <= 0) return {};
  const StageRow* const key = stage_of(trial, point, "key");
  const double keys_ms = key != nullptr ? key->mean_ms.value_or(0) * key->count.value_or(0) : 0;
  return *lookup->mean_ms + keys_ms / *lookup->count;
}

}  // namespace

Figure trial_figure(const RunResult& trial, std::string_view metric) {
  const Point* const point = measured_point(trial);
  if (point == nullptr) return std::nullopt;
  if (const Figure general = general_trial_figure(trial, metric)) return general;
  if (metric == "parsed_per_request") {
    const StageRow* const parsed = stage_of(trial, *point, "parse");
    return parsed != nullptr ? over_requests(parsed->count, *point) : Figure();
  }
  if (metric == "lookup_ms") return lookup_ms(trial, *point);
  if (!metric.ends_with(stage_suffix)) return std::nullopt;
  metric.remove_suffix(stage_suffix.size());
  return stage_mean_ms(trial, *point, metric);
}

}  // namespace scenarios
