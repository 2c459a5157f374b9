// The open loop: sends each request when it is due, whatever the target does.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "harness/clock.h"
#include "harness/drive/driven.h"
#include "harness/drive/ending.h"
#include "harness/mix/request_mix.h"
#include "harness/record/recorder.h"
#include "harness/record/window_grid.h"
#include "harness/schedule/schedule.h"
#include "harness/target.h"

namespace harness::drive {

/// A driver for the open loop. It never skips a request and never sends one early; when it is late
/// it sends at once, and the lateness shows as lag and within the latency. Asked to sleep between
/// requests, it spins the last of it where they are far apart.
class OpenLoop {
 public:
  /// Requests are counted into windows of that width: one a phase, if nothing else is said.
  /// `threads` share the schedule: each request is sent once, by whichever is free. More than one
  /// only for a target that is concurrent(), and not on a manual clock.
  OpenLoop(Clock& clock, Target& target, record::Recorder& recorder, Waiting waiting,
           Duration window = Duration::max(), std::size_t threads = 1);
  ~OpenLoop();
  OpenLoop(const OpenLoop&) = delete;
  OpenLoop& operator=(const OpenLoop&) = delete;

  /// Sends what the schedule holds, from `start` on and as long as the mix has items, then waits
  /// for what is under way, at most `patience`, and gives up the rest. Requests' ids count from 0.
  /// Blocks the calling thread, which is one of those that call Target::submit. Once it has
  /// returned, nothing is recorded any more.
  Driven run(schedule::Schedule schedule, mix::RequestMix& mix, Instant start, Duration patience,
             const Ending& ending);

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
  Waiting waiting_;
  Duration window_;
  std::size_t threads_;
  std::uint64_t first_id_ = 0;
  std::vector<std::unique_ptr<Lane>> lanes_;  // one for each thread
};

}  // namespace harness::drive
