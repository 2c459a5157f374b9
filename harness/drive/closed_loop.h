// The closed loop: N clients, each of which sends its next request when its last one has ended.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "harness/drive/driven.h"
#include "harness/drive/ending.h"
#include "harness/mix/request_mix.h"
#include "harness/record/recorder.h"
#include "harness/target.h"

namespace harness::drive {

/// A driver for the closed loop. A request is due when its client is ready for it: its last one's
/// end plus the think time. Finds capacities; says little about latency, which it bounds itself.
class ClosedLoop {
 public:
  /// Requests are counted into windows of that width: one a phase, if nothing else is said.
  /// `threads` share the clients evenly, and are never more than those. More than one only for a
  /// target that is concurrent(), and not on a manual clock. As many threads as clients call a
  /// target that blocks as the target's own callers would: nothing is handed over.
  ClosedLoop(Clock& clock, Target& target, record::Recorder& recorder, std::size_t clients,
             Duration think_time, Duration window = Duration::max(), std::size_t threads = 1);
  ~ClosedLoop();
  ClosedLoop(const ClosedLoop&) = delete;
  ClosedLoop& operator=(const ClosedLoop&) = delete;

  /// Sends until the phases are over (phase k lasts `phases[k]`; a request is of the phase in which
  /// it is due) or the mix is exhausted, then waits for what is under way, at most `patience`.
  /// Otherwise as OpenLoop::run; with several threads a few ids are left out.
  Driven run(mix::RequestMix& mix, std::span<const Duration> phases, Instant start,
             Duration patience, const Ending& ending);

  /// The first request's id in the runs to come, in place of 0: for a load that is driven piece by
  /// piece.
  void number_from(std::uint64_t first_id) { first_id_ = first_id; }

  /// The target's, in the last run, with what came after its end.
  Conduct conduct() const;

 private:
  struct Lane;

  Clock& clock_;
  Target& target_;
  record::Recorder& recorder_;
  std::size_t clients_;
  Duration think_time_, window_;
  std::size_t threads_;
  std::uint64_t first_id_ = 0;
  std::vector<std::unique_ptr<Lane>> lanes_;  // one for each thread
};

}  // namespace harness::drive
