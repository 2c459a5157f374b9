// The open loop: sends each request when it is due, whatever the target does.
#pragma once

#include <stop_token>

#include "harness/clock.h"
#include "harness/load/ending.h"
#include "harness/load/request_mix.h"
#include "harness/load/schedule.h"
#include "harness/record/recorder.h"
#include "harness/record/window_grid.h"
#include "harness/target.h"

namespace harness::load {

/// What became of driving a load once.
struct Driven {
  Instant start;                 // second 0 of the load
  Instant sent_until;            // when the last request had been sent, or the load's end
  Instant finished;              // when the last request had ended
  std::uint64_t unfinished = 0;  // requests that the target never ended, though it was given time
  bool cut_short = false;        // a stop was requested
};

/// A driver for the open loop. It never skips a request and never sends one early; when it is late
/// it sends at once, and the lateness shows as lag and within the latency. Asked to sleep between
/// requests, it spins the last of it where they are far apart.
class OpenLoop {
 public:
  /// Requests are counted into windows of that width: one a phase, if nothing else is said.
  OpenLoop(Clock& clock, Target& target, record::Recorder& recorder, Waiting waiting,
           Duration window = Duration::max())
      : clock_(clock), target_(target), recorder_(recorder), waiting_(waiting), window_(window) {}

  /// Sends what the schedule holds, from `start` on, then waits for what is under way, at most
  /// `patience`. Requests' ids count from 0. Blocks the calling thread, which is the only one that
  /// calls Target::submit. Precondition: the target
  /// must be destroyed before the recorder.
  Driven run(Schedule schedule, RequestMix& mix, Instant start, Duration patience,
             const Ending& ending);

 private:
  Clock& clock_;
  Target& target_;
  record::Recorder& recorder_;
  Waiting waiting_;
  Duration window_;
};

/// Waits until nothing is in flight or `patience` is over, which a stop request cuts to some
/// seconds; returns how many requests still are.
std::uint64_t drain(Clock& clock, const record::Recorder& recorder, Duration patience,
                    const std::stop_token& stop);

}  // namespace harness::load
