// An objective that limits one of the target's counters.
#include <fmt/format.h>

#include <cmath>

#include "harness/nearest.h"
#include "harness/objective/objective_tables.h"
#include "harness/result/counter_names.h"
#include "harness/result/point_names.h"

namespace harness::objective {

/// Whether it is a slip is only known now that there was a target.
result::ObjectiveResult Objective::no_counter(const result::RunResult& result) const {
  std::vector<std::string_view> names;
  for (const CounterInfo& counter : result.counters) names.push_back(counter.name);
  result::ObjectiveResult verdict = not_measured(result);
  if (result::place_of_counter(result, counter_->counter())) return verdict;
  const auto meant = nearest(counter_->counter(), names);
  verdict.sentence =
      fmt::format("the target has no counter {}{}", counter_->counter(),
                  meant           ? fmt::format(", did you mean {}?", *meant)
                  : names.empty() ? std::string()
                                  : fmt::format("; it has {}", fmt::join(names, ", ")));
  return verdict;
}

result::ObjectiveResult Objective::check_counter(const result::RunResult& result) const {
  const result::PointNames names(result);
  result::ObjectiveResult worst = no_counter(result);
  bool any = false;
  for (const result::Point& point : result.points) {
    const result::CounterRow* const row = result::counted(result, point, counter_->counter());
    if (!point.measured || row == nullptr) continue;
    result::ObjectiveResult one{.objective = text_,
                                .source = source_,
                                .step = point.step,
                                .phase = point.phase,
                                .verdict = result::Verdict::cant_tell,
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
      one.verdict = holds(*one.measured, limit_) ? result::Verdict::met : result::Verdict::missed;
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

}  // namespace harness::objective
