#include "harness/run/observer.h"

#include <utility>

namespace harness::run {

using result::Figure;
using result::TimelineRow;

namespace {

double milliseconds(std::int64_t nanoseconds) {
  return static_cast<double>(nanoseconds) / 1e6;
}

void fill_outcomes(TimelineRow& row, const record::IntervalTotals& interval, double seconds) {
  row.completed = static_cast<double>(interval.outcomes.accepted());
  row.failed = static_cast<double>(interval.outcomes.failed);
  row.shed = static_cast<double>(interval.outcomes.shed);
  if (seconds > 0) {
    row.offered_per_s = row.offered.value_or(0) / seconds;
    row.completed_per_s = *row.completed / seconds;
  }
  if (interval.latency.count() == 0) return;
  row.latency_ms_p50 = milliseconds(interval.latency.quantile(0.50));
  row.latency_ms_p95 = milliseconds(interval.latency.quantile(0.95));
  row.latency_ms_p99 = milliseconds(interval.latency.quantile(0.99));
  row.latency_ms_max = milliseconds(interval.latency.max());
}

}  // namespace

Observer::Observer(record::Recorder& recorder, Instant origin, std::vector<std::string> phases,
                   std::string step)
    : recorder_(recorder),
      origin_(origin),
      phases_(std::move(phases)),
      step_(std::move(step)),
      accounts_(phases_.size()) {}

void Observer::begin(Target& target, Instant now) {
  recorder_.take_interval();
  sampler_.reset_peak();
  snapshot_ = sampler_.take(now);
  observation_ = target.observe();
  sent_ = recorder_.sent();
}

void Observer::glance(Target& target, std::uint32_t phase) {
  const std::uint64_t in_flight = recorder_.in_flight();
  accounts_[phase].add_in_flight(in_flight);
  in_flight_sum_ += static_cast<double>(in_flight);
  ++glances_;
  if (const auto depth = target.observe().queue_depth) {
    queue_depth_sum_ += static_cast<double>(*depth);
    ++queue_glances_;
  }
}

const TimelineRow& Observer::look(Target& target, Instant now, std::uint32_t phase) {
  glance(target, phase);
  const probe::Snapshot snapshot = sampler_.take(now);
  const Observation observation = target.observe();
  const probe::Usage usage = probe::usage_between(snapshot_, snapshot);
  const Duration length = now - snapshot_.when;
  accounts_[phase].add(length, usage, observation_, observation);

  TimelineRow row;
  row.t_s = std::chrono::duration<double>(now - origin_).count();
  row.step = step_;
  row.phase = phases_[phase];
  const std::uint64_t sent = recorder_.sent();
  row.offered = static_cast<double>(sent - sent_);
  fill_outcomes(row, recorder_.take_interval(), std::chrono::duration<double>(length).count());
  row.in_flight = in_flight_sum_ / static_cast<double>(glances_);
  if (queue_glances_ > 0) row.queue_depth = queue_depth_sum_ / static_cast<double>(queue_glances_);
  row.rss_mib = usage.rss_mib;
  row.cpu_cores = usage.cpu_cores;
  row.cache_hit_ratio = hit_ratio(growth(observation_.cache_hits, observation.cache_hits),
                                  growth(observation_.cache_misses, observation.cache_misses));
  rows_.push_back(std::move(row));

  sampler_.reset_peak();
  snapshot_ = snapshot;
  observation_ = observation;
  sent_ = sent;
  in_flight_sum_ = queue_depth_sum_ = 0;
  glances_ = queue_glances_ = 0;
  return rows_.back();
}

}  // namespace harness::run
