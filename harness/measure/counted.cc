#include "harness/measure/counted.h"

#include <fmt/format.h>

#include <utility>

#include "harness/objective/objective.h"
#include "harness/result/columns.h"
#include "harness/result/counter_names.h"

namespace harness::measure {
namespace {

using result::CounterRow;
using result::Figure;

/// By how much the total of that name grew. `grown`: of each counter.
Figure total_growth(std::span<const CounterInfo> counters, std::span<const Figure> grown,
                    const std::string& name) {
  for (std::size_t i = 0; i < counters.size(); ++i) {
    if (counters[i].name == name) return grown[i];
  }
  return {};
}

Figure ratio_figure(const CounterInfo& ratio, std::span<const CounterInfo> counters,
                    std::span<const Figure> grown) {
  const Figure part = total_growth(counters, grown, ratio.part);
  double whole = 0;
  for (const std::string& term : ratio.whole) {
    const Figure more = total_growth(counters, grown, term);
    if (!more) return {};
    whole += *more;
  }
  return part && whole > 0 ? Figure(*part / whole) : Figure();
}

CounterRow counter_row(const CounterInfo& counter, const slice::CounterSum& sum, double seconds) {
  CounterRow row;
  row.counter = counter.name;
  row.kind = result::name_of(counter.kind);
  row.unit = counter.unit;
  if (counter.kind == CounterKind::total) {
    row.value = sum.grown;
    if (sum.grown && seconds > 0) row.per_s = *sum.grown / seconds;
  } else if (counter.kind == CounterKind::level) {
    row.value = sum.level.mean();
    row.min = sum.least;
    row.max = sum.most;
  }
  return row;
}

}  // namespace

Expected<void> check_described(const Target& target) {
  if (const std::size_t classes = target.classes().names.size(); classes > RequestClasses::most) {
    return failure(fmt::format("the target tells {} classes of requests apart; {} at most", classes,
                               RequestClasses::most));
  }
  std::vector<std::string_view> taken = objective::Objective::figures();
  for (const auto& column : result::timeline_columns()) taken.push_back(column.name);
  return check_counters(target.counters(), taken);
}

std::vector<Figure> counted_between(std::span<const CounterInfo> counters,
                                    const slice::Reading& before, const slice::Reading& after,
                                    double seconds) {
  std::vector<Figure> grown(counters.size());
  std::vector<Figure> figures(counters.size());
  for (std::size_t i = 0; i < counters.size(); ++i) {
    slice::CounterSum sum;
    sum.add(before.counters[i], after.counters[i], seconds);
    grown[i] = sum.grown;
    if (counters[i].kind == CounterKind::level) figures[i] = after.counters[i];
    if (counters[i].kind != CounterKind::total || !sum.grown || seconds <= 0) continue;
    figures[i] = *sum.grown / seconds;
  }
  for (std::size_t i = 0; i < counters.size(); ++i) {
    if (counters[i].kind == CounterKind::ratio)
      figures[i] = ratio_figure(counters[i], counters, grown);
  }
  return figures;
}

void add_counted(const MeasuredStep& step, const std::string& phase, const slice::Account& account,
                 result::RunResult& result) {
  const std::span<const slice::CounterSum> sums = account.counters();
  if (sums.size() != step.counters.size()) return;  // nobody looked
  std::vector<Figure> grown;
  for (const slice::CounterSum& sum : sums) grown.push_back(sum.grown);
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const CounterInfo& counter = step.counters[i];
    CounterRow row = counter_row(counter, sums[i], seconds(account.wall()));
    if (counter.kind == CounterKind::ratio) row.value = ratio_figure(counter, step.counters, grown);
    if (!row.value) continue;
    row.step = step.name;
    row.phase = phase;
    result.counted.push_back(std::move(row));
  }
}

void enter_counters(MeasuredStep& step, result::RunResult& result) {
  std::vector<std::size_t> places;
  for (const CounterInfo& counter : step.counters) {
    places.push_back(result::enter_counter(result, counter));
  }
  for (result::TimelineRow& row : step.timeline) {
    std::vector<Figure> ordered(result.counters.size());
    for (std::size_t i = 0; i < places.size() && i < row.counters.size(); ++i) {
      ordered[places[i]] = row.counters[i];
    }
    row.counters = std::move(ordered);
  }
}

}  // namespace harness::measure
