#include "harness/slice/scarcity.h"

#include <algorithm>

namespace harness::slice {

using result::Figure;

namespace {

void add_to_sum(Figure& sum, const Figure& amount) {
  if (amount) sum = sum.value_or(0) + *amount;
}

void keep_lowest(Figure& lowest, const Figure& figure) {
  if (figure) lowest = std::min(lowest.value_or(*figure), *figure);
}

}  // namespace

void Scarcity::add(const probe::Usage& usage, double seconds) {
  if (usage.throttled_periods.value_or(0) > 0) keep_lowest(quota_cores_, usage.quota_cores);
  add_to_sum(periods_, usage.quota_periods);
  add_to_sum(throttled_, usage.throttled_periods);
  add_to_sum(throttled_ms_, usage.throttled_ms);
  cpu_.add(usage.cpu_pressure_fraction, seconds);
  io_.add(usage.io_pressure_fraction, seconds);
  memory_.add(usage.memory_pressure_fraction, seconds);
  group_cpu_.add(usage.group_cpu_pressure_fraction, seconds);
  group_io_.add(usage.group_io_pressure_fraction, seconds);
  group_memory_.add(usage.group_memory_pressure_fraction, seconds);
}

void Scarcity::merge(const Scarcity& other) {
  keep_lowest(quota_cores_, other.quota_cores_);
  add_to_sum(periods_, other.periods_);
  add_to_sum(throttled_, other.throttled_);
  add_to_sum(throttled_ms_, other.throttled_ms_);
  cpu_.merge(other.cpu_);
  io_.merge(other.io_);
  memory_.merge(other.memory_);
  group_cpu_.merge(other.group_cpu_);
  group_io_.merge(other.group_io_);
  group_memory_.merge(other.group_memory_);
}

Figure Scarcity::throttled_fraction() const {
  if (!periods_ || !throttled_ || *periods_ <= 0) return std::nullopt;
  return *throttled_ / *periods_;
}

void Scarcity::fill(result::Point& point) const {
  point.cpu_pressure_fraction = cpu_.mean();
  point.io_pressure_fraction = io_.mean();
  point.memory_pressure_fraction = memory_.mean();
  point.cgroup_cpu_pressure_fraction = group_cpu_.mean();
  point.cgroup_io_pressure_fraction = group_io_.mean();
  point.cgroup_memory_pressure_fraction = group_memory_.mean();
  point.throttled_fraction = throttled_fraction();
  point.throttled_ms = throttled_ms_;
}

}  // namespace harness::slice
