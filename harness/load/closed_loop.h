// The closed loop: N clients, each of which sends its next request when its last one has ended.
#pragma once

#include <memory>
#include <span>
#include <stop_token>

#include "harness/load/open_loop.h"
#include "harness/load/ready_clients.h"

namespace harness::load {

/// A driver for the closed loop. A request is due when its client is ready for it: its last one's
/// end plus the think time. Finds capacities; says little about latency, which it bounds itself.
class ClosedLoop {
 public:
  /// Requests are counted into windows of that width: one a phase, if nothing else is said.
  ClosedLoop(Clock& clock, Target& target, record::Recorder& recorder, std::size_t clients,
             Duration think_time, Duration window = Duration::max());
  ~ClosedLoop();
  ClosedLoop(const ClosedLoop&) = delete;
  ClosedLoop& operator=(const ClosedLoop&) = delete;

  /// Sends until the phases are over (phase k lasts `phases[k]`; a request is of the phase in which
  /// it is due) or the mix is exhausted, then waits for what is under way, at most `patience`.
  /// Otherwise as OpenLoop::run; the target must be destroyed before this driver, too.
  Driven run(RequestMix& mix, std::span<const Duration> phases, Instant start, Duration patience,
             const Ending& ending);

 private:
  struct Loop;

  std::unique_ptr<Loop> loop_;  // outlives run(): a target may be late with a completion
  Clock& clock_;
  Target& target_;
  record::Recorder& recorder_;
  std::size_t clients_;
  Duration think_time_, window_;
};

}  // namespace harness::load
