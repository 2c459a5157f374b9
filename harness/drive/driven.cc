#include "harness/drive/driven.h"

#include <algorithm>

namespace harness::drive {

void drain(Clock& clock, const record::Recorder& recorder, Duration patience,
           const std::stop_token& stop) {
  constexpr Duration hurry = std::chrono::seconds(3);  // who asked for a stop won't wait for long
  const Instant begin = clock.now();
  while (recorder.in_flight() > 0) {
    const Duration limit = stop.stop_requested() ? std::min(patience, hurry) : patience;
    if (clock.now() - begin >= limit) break;
    clock.wait_until(clock.now() + std::chrono::milliseconds(1), Waiting::sleep, {});
  }
}

}  // namespace harness::drive
