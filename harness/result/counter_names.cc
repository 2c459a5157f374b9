#include "harness/result/counter_names.h"

#include <algorithm>

namespace harness::result {

std::string timeline_column(const CounterInfo& counter) {
  return counter.kind == CounterKind::total ? counter.name + "_per_s" : counter.name;
}

std::vector<std::string> timeline_columns_of(const RunResult& run) {
  std::vector<std::string> columns;
  for (const CounterInfo& counter : run.counters) columns.push_back(timeline_column(counter));
  return columns;
}

std::optional<std::size_t> place_of_counter(const RunResult& run, std::string_view name) {
  const auto found = std::ranges::find(run.counters, name, &CounterInfo::name);
  if (found == run.counters.end()) return {};
  return static_cast<std::size_t>(found - run.counters.begin());
}

std::size_t enter_counter(RunResult& run, const CounterInfo& counter) {
  if (const auto place = place_of_counter(run, counter.name)) return *place;
  run.counters.push_back(counter);
  return run.counters.size() - 1;
}

const CounterRow* counted(const RunResult& run, const Point& point, std::string_view counter) {
  const auto found = std::ranges::find_if(run.counted, [&](const CounterRow& row) {
    return row.counter == counter && row.step == point.step && row.phase == point.phase;
  });
  return found == run.counted.end() ? nullptr : &*found;
}

Figure counted_value(const RunResult& run, const Point& point, std::string_view counter) {
  const CounterRow* const row = counted(run, point, counter);
  return row != nullptr ? row->value : Figure();
}

Figure counted_per_s(const RunResult& run, const Point& point, std::string_view counter) {
  const CounterRow* const row = counted(run, point, counter);
  return row != nullptr ? row->per_s : Figure();
}

Figure counted_max(const RunResult& run, const Point& point, std::string_view counter) {
  const CounterRow* const row = counted(run, point, counter);
  return row != nullptr ? row->max : Figure();
}

Figure counter_of(const TimelineRow& row, std::size_t place) {
  return place < row.counters.size() ? row.counters[place] : Figure();
}

}  // namespace harness::result
