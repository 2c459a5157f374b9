#include "harness/measure/observer.h"

#include <algorithm>
#include <utility>

#include "harness/drive/in_flight_book.h"
#include "harness/measure/counted.h"

namespace harness::measure {

using result::Figure;
using result::TimelineRow;

namespace {

double in_milliseconds(std::int64_t nanoseconds) {
  return static_cast<double>(nanoseconds) / 1e6;
}

double in_mib(std::size_t bytes) {
  return static_cast<double>(bytes) / 0x1p20;
}

void fill_outcomes(TimelineRow& row, const record::Outcomes& outcomes,
                   const record::Histogram& latency, double seconds) {
  row.completed = static_cast<double>(outcomes.accepted());
  row.failed = static_cast<double>(outcomes.failed);
  row.shed = static_cast<double>(outcomes.shed);
  if (seconds > 0) {
    row.offered_per_s = row.offered.value_or(0) / seconds;
    row.completed_per_s = *row.completed / seconds;
  }
  if (latency.count() == 0) return;
  row.latency_ms_p50 = in_milliseconds(latency.quantile(0.50));
  row.latency_ms_p95 = in_milliseconds(latency.quantile(0.95));
  row.latency_ms_p99 = in_milliseconds(latency.quantile(0.99));
  row.latency_ms_max = in_milliseconds(latency.max());
}

}  // namespace

Observer::Observer(record::Recorder& recorder, Instant origin, record::WindowGrid windows,
                   std::vector<std::string> phases, std::string step)
    : recorder_(recorder),
      origin_(origin),
      windows_(std::move(windows)),
      phases_(std::move(phases)),
      step_(std::move(step)),
      slices_(phases_.size()) {}

void Observer::begin(Target& target, Instant now) {
  sampler_.reset_peak();
  snapshot_ = sampler_.take(now);
  reader_.begin(target);
  reading_ = reader_.read(target);
  begin_row(recorder_.sent());
}

void Observer::begin_row(std::uint64_t sent) {
  row_.since = snapshot_;
  row_.reading = reading_;
  row_.sent = sent;
  row_.latency.clear();
  row_.outcomes = {};
  row_.in_flight_sum = row_.queue_depth_sum = 0;
  row_.glances = row_.queue_glances = 0;
}

slice::Slice& Observer::slice_of(std::uint32_t window) {
  const std::uint32_t phase = windows_.phase_of(window);
  return slices_[phase].at(window - windows_.first_of(phase) + passes_before_);
}

void Observer::glance(Duration late) {
  const record::Recorder::InFlight reading = recorder_.read_in_flight();
  const std::lock_guard lock(glancing_);
  in_flight_.add(reading, late);
  in_flight_sum_ += reading.middle();
  ++glances_;
}

void Observer::see_queue(Target& target) {
  if (const auto depth = reader_.read(target).observed.queue_depth) {
    row_.queue_depth_sum += static_cast<double>(*depth);
    ++row_.queue_glances;
  }
}

void Observer::look(Target& target, Instant now, std::optional<std::uint32_t> window) {
  const probe::Snapshot snapshot = sampler_.take(now);
  const slice::Reading& reading = reader_.read(target);
  const record::Outcomes ended = collect();
  if (window) {
    slice::Slice& slice = slice_of(*window);
    slice.ended.add(ended);
    slice.account.add(now - snapshot_.when, probe::usage_between(snapshot_, snapshot), reading_,
                      reading);
  }
  row_.outcomes.add(ended);
  {
    const std::lock_guard lock(glancing_);
    row_.in_flight_sum += in_flight_sum_;
    row_.glances += glances_;
    in_flight_sum_ = 0;
    glances_ = 0;
    in_flight_.time += now - snapshot_.when;
  }
  sampler_.reset_peak();
  snapshot_ = snapshot;
  reading_ = reading;
}

/// Gives what ended since the last look to the windows in which it was due.
record::Outcomes Observer::collect() {
  record::Outcomes ended;
  recorder_.take(taken_);
  taken_.visit([&](std::uint32_t window, const auto& totals) {
    row_.latency.merge(totals.latency);
    ended.add(totals.outcomes);
    slice_of(window).totals.merge(record::CompactTotals(totals));
  });
  taken_.clear();
  return ended;
}

std::size_t Observer::memory_bytes() const {
  std::size_t bytes = recorder_.memory_bytes() + row_.latency.memory_bytes() +
                      rows_.capacity() * sizeof(TimelineRow) +
                      rows_.size() * reader_.counters().size() * sizeof(Figure);
  for (const slice::Slices& slices : slices_) {
    for (const slice::Slice& slice : slices.entries()) {
      bytes += sizeof(slice::Slice) - sizeof(record::CompactTotals) + slice.totals.memory_bytes() +
               slice.account.memory_bytes();
    }
  }
  return bytes + taken_.memory_bytes() + drive::InFlightBook::all_bytes();
}

const TimelineRow& Observer::end_row(std::uint32_t phase) {
  const probe::Usage usage = probe::usage_between(row_.since, snapshot_);
  const double seconds = std::chrono::duration<double>(snapshot_.when - row_.since.when).count();
  TimelineRow row;
  row.t_s = std::chrono::duration<double>(snapshot_.when - origin_).count();
  row.step = step_;
  row.phase = phases_[phase];
  const std::uint64_t sent = recorder_.sent();
  row.offered = static_cast<double>(sent - row_.sent);
  fill_outcomes(row, row_.outcomes, row_.latency, seconds);
  row.in_flight = row_.glances > 0 ? row_.in_flight_sum / static_cast<double>(row_.glances)
                                   : static_cast<double>(recorder_.in_flight());
  if (row_.queue_glances > 0) {
    row.queue_depth = row_.queue_depth_sum / static_cast<double>(row_.queue_glances);
  }
  row.rss_mib = usage.rss_mib;
  row.cpu_cores = usage.cpu_cores;
  row.threads = usage.threads;
  row.open_files = usage.open_files;
  row.harness_mib = in_mib(memory_bytes());
  const Observation &before = row_.reading.observed, &after = reading_.observed;
  row.cache_hit_ratio = slice::hit_ratio(slice::growth(before.cache_hits, after.cache_hits),
                                         slice::growth(before.cache_misses, after.cache_misses));
  row.counters = counted_between(reader_.counters(), row_.reading, reading_, seconds);
  rows_.push_back(std::move(row));
  begin_row(sent);
  return rows_.back();
}

}  // namespace harness::measure
