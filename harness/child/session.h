// A target that is driven a slice at a time, and is idle in between.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "harness/child/answers.h"
#include "harness/child/looked.h"
#include "harness/child/orders.h"
#include "harness/measure/stand.h"
#include "harness/mix/request_mix.h"
#include "harness/probe/process_probe.h"
#include "harness/record/recorder.h"
#include "harness/slice/reading.h"

namespace harness::child {

/// What a session needs.
struct SessionParts {
  scenario::MakeTarget make_target;
  scenario::TargetOrder target;  // its clock must outlive the session
  mix::Popularity popularity;
  SessionLoad load;
  std::uint64_t seed = 0;
};

/// A target under its load. Nothing of it runs between two slices but what the target itself does
/// then: nobody watches it, and every request of a slice has ended. One thread.
class Session {
 public:
  static constexpr std::uint64_t most_clients = 10'000, most_threads = 1'024;
  static constexpr std::uint64_t most_requests = 10'000'000;  // of a slice

  /// Makes the target. Errors: as MakeTarget's; a load that it does not take; numbers out of range.
  static Expected<std::unique_ptr<Session>> open(SessionParts parts);

  const Ready& ready() const { return ready_; }

  /// Goes on where the last slice ended: its requests' items and numbers are those that one long
  /// load would go on with (several threads leave out a few). Errors: numbers out of range; the
  /// target still owes an answer to an earlier request.
  Expected<SliceReport> slice(const SliceOrder& order);

  /// Is what the target did right? It is gone afterwards. An error says what was wrong.
  Expected<void> close() { return stand_.take_down(); }

 private:
  struct Driving;

  Session(Clock& clock, SessionLoad load, std::uint64_t seed)
      : clock_(clock), load_(load), seed_(seed) {}
  Expected<void> set_up(SessionParts& parts);
  std::uint64_t ids_left_out() const;
  std::optional<probe::AllocationCount> allocations() const;
  Looked look_before();
  Looked look_after();
  mix::RequestMix requests_of(const SliceOrder& order);
  Expected<Driving> drive(const SliceOrder& order, mix::RequestMix& mix);

  Clock& clock_;
  const SessionLoad load_;
  const std::uint64_t seed_;
  Ready ready_;
  std::optional<record::Recorder> recorder_;  // outlives the target
  measure::Stand stand_;
  std::optional<mix::RequestMix> mix_;
  probe::ProcessProbe probe_;
  slice::CounterReader reader_;
  std::uint64_t slices_ = 0, owed_ = 0, next_id_ = 0;
};

}  // namespace harness::child
