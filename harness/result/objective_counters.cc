// An objective that limits one of the target's counters.
#include <fmt/format.h>

#include <cmath>

#include "harness/nearest.h"
#include "harness/result/counter_names.h"
#include "harness/result/objective_tables.h"
#include "harness/result/point_names.h"

namespace harness::result {

/// Whether it is a slip is only known now that there was a target.
ObjectiveResult Objective::no_counter(const RunResult& result) const {
  std::vector<std::string_view> names;
  for (const CounterInfo& counter : result.counters) names.push_back(counter.name);
  ObjectiveResult verdict = not_measured(result);
  if (place_of_counter(result, counter_->counter())) return verdict;
  const auto meant = nearest(counter_->counter(), names);
  verdict.sentence =
      fmt::format("the target has no counter {}{}", counter_->counter(),
                  meant           ? fmt::format(", did you mean {}?", *meant)
                  : names.empty() ? std::string()
                                  : fmt::format("; it has {}", fmt::join(names, ", ")));
  return verdict;
}

ObjectiveResult Objective::check_counter(const RunResult& result) const {
  const PointNames names(result);
  ObjectiveResult worst = no_counter(result);
  bool any = false;
  for (const Point& point : result.points) {
    const CounterRow* const row = counted(result, point, counter_->counter());
    if (!point.measured || row == nullptr) continue;
    ObjectiveResult one{.objective = text_,
                        .source = source_,
                        .step = point.step,
                        .phase = point.phase,
                        .verdict = Verdict::cant_tell,
                        .measured = {},
                        .sentence = {}};
    const std::string where = names(point.step, point.phase);
    const std::string misfit = counter_->misfit(*row);
    if (misfit.empty()) one.measured = counter_->measured(*row, is_upper());
    if (!misfit.empty()) {
      one.sentence = fmt::format("{} of {}: {}", name(), where, misfit);
    } else if (!one.measured || !std::isfinite(*one.measured)) {
      continue;
    } else if (!point.valid) {
      one.sentence = fmt::format("{} is not valid", where);
    } else {
      one.verdict = holds(*one.measured, limit_) ? Verdict::met : Verdict::missed;
      one.sentence =
          fmt::format("{} of {} is {}", name(), where, counter_->in_words(*one.measured));
    }
    const int worse = severity(one.verdict) - severity(worst.verdict);
    const double by = one.measured.value_or(0) - worst.measured.value_or(0);
    if (any && (worse < 0 || (worse == 0 && (is_upper() ? by <= 0 : by >= 0)))) continue;
    any = true;
    worst = std::move(one);
  }
  return worst;
}

}  // namespace harness::result
