#include "harness/objective/counter_limit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/result/counter_names.h"

namespace harness::objective {
namespace {

/// A unit of limits: so many of the counter's own, or the other way round.
struct CounterUnit {
  std::string_view name, of_unit;
  double multiplied = 1, divided = 1;
};

constexpr std::array<CounterUnit, 11> counter_units{{
    {"", ""},
    {"%", "", 1, 100},
    {"kB", "bytes", 1e3},
    {"MB", "bytes", 1e6},
    {"GB", "bytes", 1e9},
    {"KiB", "bytes", 0x1p10},
    {"MiB", "bytes", 0x1p20},
    {"GiB", "bytes", 0x1p30},
    {"us", "s", 1, 1e6},
    {"ms", "s", 1, 1e3},
    {"s", "s"},
}};

}  // namespace

std::optional<CounterLimit> CounterLimit::of(std::string_view name) {
  CounterLimit limit;
  limit.counter_ = name;
  const CounterInfo counter{.name = limit.counter_, .unit = {}, .help = {}};
  if (!check_counters(std::span(&counter, 1))) return {};
  return limit;
}

bool CounterLimit::take_unit(std::string_view unit) {
  unit_ = unit;
  per_s_ = unit.ends_with("/s");
  if (per_s_) unit.remove_suffix(2);
  const auto found = std::ranges::find(counter_units, unit, &CounterUnit::name);
  if (found == counter_units.end()) return false;
  percent_ = unit == "%";
  if (percent_ && per_s_) return false;
  of_unit_ = found->of_unit;
  multiplied_ = found->multiplied;
  divided_ = found->divided;
  return true;
}

std::string CounterLimit::misfit(const result::CounterRow& row) const {
  if (!of_unit_.empty() && row.unit != of_unit_) {
    return fmt::format("it is counted in {}, not in {}", row.unit, of_unit_);
  }
  if (per_s_ && row.kind != result::name_of(CounterKind::total)) {
    return fmt::format("it is a {} and no total, so it has no rate", row.kind);
  }
  if (percent_ && row.kind != result::name_of(CounterKind::ratio)) {
    return fmt::format("it is a {} and no ratio, so it has no percentage", row.kind);
  }
  return {};
}

result::Figure CounterLimit::measured(const result::CounterRow& row, bool upper) const {
  result::Figure figure = per_s_ ? row.per_s : row.value;
  if (row.kind == result::name_of(CounterKind::level)) figure = upper ? row.max : row.min;
  if (figure) *figure = *figure * divided_ / multiplied_;
  return figure;
}

std::string CounterLimit::in_words(double measured) const {
  return fmt::format("{:.4g}{}{}", measured, unit_.empty() || unit_ == "/s" ? "" : " ", unit_);
}

}  // namespace harness::objective
