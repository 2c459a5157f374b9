// What adding up samples comes to: of a phase, and of an interval of time.
#pragma once

#include <cstdint>
#include <vector>

#include "harness/record/class_totals.h"
#include "harness/record/histogram.h"
#include "harness/record/outcomes.h"
#include "harness/target.h"

namespace harness::record {

struct CompactTotals;

/// One request worth keeping whole, because few were slower.
struct SlowSample {
  Request request;
  Outcome outcome = Outcome::ok;
  std::uint16_t of_class = 0;
  Instant due, sent, started, served, finished;
  std::vector<Duration> stages;

  SlowSample() = default;
  explicit SlowSample(const Sample& sample) { take(sample); }
  /// Becomes that one; takes no memory where it has had as many stages.
  void take(const Sample& sample);
  Duration latency() const { return finished - due; }
};

/// The slowest requests seen, at most `kept` of them.
class Slowest {
 public:
  static constexpr std::size_t kept = 10;

  void add(const Sample& sample);
  void merge(const Slowest& other);
  void clear() {
    heap_.clear();
    threshold_ = Duration(-1);
  }

  /// What a request's latency must exceed to be taken in.
  Duration threshold() const { return threshold_; }
  /// Slowest first.
  std::vector<SlowSample> sorted() const;

  std::size_t memory_bytes() const;

 private:
  template <class Any>
  void add_any(const Any& sample, Duration latency);

  std::vector<SlowSample> heap_;  // the fastest of them on top
  Duration threshold_{-1};
};

/// Samples of one stretch of time, to which a sample belongs if it was due within. Latency, stay
/// (latency without lag), wait, service and delivery are of requests that ended ok, failed_latency
/// of those that failed, stages and the slowest of both; lag and time_in_system are of all.
struct PhaseTotals {
  Histogram latency, failed_latency, stay, lag, wait, service, delivery;
  std::vector<Histogram> stages;
  std::vector<ClassTotalsOf<Histogram>> classes;  // by Sample::of_class; none where nobody tells
  Outcomes outcomes;
  std::uint64_t good = 0;     // held the bounds that requests are judged by
  Duration time_in_system{};  // finished - sent, added up
  Slowest slowest;
  Instant first_due = Instant::max();
  Instant last_finished = Instant::min();

  /// Where `direct` is given, a request that ended ok and whose whole stay was service goes in
  /// there, once, and not into the four histograms of a stay's parts.
  void add(const Sample& sample, Histogram* direct = nullptr);
  /// Adds a sample to those of its class. To be called besides add().
  void add_to_class(const Sample& sample);
  /// Puts what add() left in `direct` where it belongs.
  void add_direct(const Histogram& direct);
  void merge(const PhaseTotals& other);
  void merge(const CompactTotals& other);
  void clear();
  /// More and more, up to a bound: a histogram takes memory for what it has met, and keeps it.
  std::size_t memory_bytes() const;
};

inline void PhaseTotals::add(const Sample& sample, Histogram* direct) {
  outcomes.add(sample.outcome);
  lag.record((sample.sent - sample.due).count());
  if (sample.due < first_due) first_due = sample.due;
  if (sample.finished > last_finished) last_finished = sample.finished;
  const Duration in_system = sample.finished - sample.sent;
  time_in_system += in_system;
  const Duration total = sample.finished - sample.due;
  if (sample.outcome == Outcome::ok) [[likely]] {
    latency.record(total.count());
    if (direct != nullptr && sample.started == sample.sent && sample.finished == sample.served) {
      direct->record(in_system.count());
    } else {
      stay.record(in_system.count());
      wait.record((sample.started - sample.sent).count());
      service.record((sample.served - sample.started).count());
      delivery.record((sample.finished - sample.served).count());
    }
  } else if (sample.outcome == Outcome::failed) {
    failed_latency.record(total.count());
  } else {
    return;
  }
  for (std::size_t i = 0; i < sample.stages.size() && i < stages.size(); ++i) {
    if (sample.stages[i].count() >= 0) stages[i].record(sample.stages[i].count());
  }
  if (total > slowest.threshold()) [[unlikely]]
    slowest.add(sample);
}

}  // namespace harness::record
