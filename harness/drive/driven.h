// What became of driving a load once.
#pragma once

#include <cstdint>
#include <stop_token>

#include "harness/clock.h"
#include "harness/drive/conduct.h"
#include "harness/record/recorder.h"

namespace harness::drive {

struct Driven {
  Instant start;                 // second 0 of the load
  Instant sent_until;            // when the last request had been sent, or the load's end
  Instant finished;              // when the last request had ended
  std::uint64_t unfinished = 0;  // requests that the target never ended, though it was given time
  bool cut_short = false;        // a stop was requested
  Conduct conduct;  // of the target until then; the loop's conduct() has what came later
};

/// Waits until nothing is in flight or `patience` is over, which a stop request cuts to some
/// seconds.
void drain(Clock& clock, const record::Recorder& recorder, Duration patience,
           const std::stop_token& stop);

}  // namespace harness::drive
