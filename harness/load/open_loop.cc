#include "harness/load/open_loop.h"

#include <algorithm>

#include "harness/load/cheap_spin.h"

namespace harness::load {
namespace {

constexpr Duration hurry = std::chrono::seconds(3);  // who asked for a stop won't wait for long

void receive(void* context, const Sample& sample) {
  static_cast<record::Recorder*>(context)->record(sample);
}

}  // namespace

std::uint64_t drain(Clock& clock, const record::Recorder& recorder, Duration patience,
                    const std::stop_token& stop) {
  const Instant begin = clock.now();
  std::uint64_t left = recorder.in_flight();
  while (left > 0) {
    const Duration limit = stop.stop_requested() ? std::min(patience, hurry) : patience;
    if (clock.now() - begin >= limit) break;
    clock.wait_until(clock.now() + std::chrono::milliseconds(1), Waiting::sleep, {});
    left = recorder.in_flight();
  }
  return left;
}

Driven OpenLoop::run(Schedule schedule, RequestMix& mix, Instant start, Duration patience,
                     const Ending& ending) {
  const EitherEnding either(ending);
  const std::stop_token stop = either.token();
  Driven driven{.start = start, .sent_until = start, .finished = start};
  CheapSpin spin(waiting_);
  const record::WindowGrid windows(schedule.profile().lengths(), window_);
  record::WindowGrid::Cursor window(windows);
  for (std::uint64_t id = 0;; ++id) {
    const std::optional<Arrival> arrival = schedule.next();
    if (!arrival) break;
    const std::optional<std::uint64_t> item = mix.next();
    if (!item) break;
    const Instant due = start + arrival->offset;
    const Instant sent = clock_.wait_until(due, spin.next(arrival->offset), stop);
    if (stop.stop_requested()) break;
    const Request request{id, *item};
    recorder_.count_sent();
    target_.submit(request, Completion(&receive, &recorder_, {id, *item},
                                       window.at(arrival->offset), due, sent));
  }
  // A load that ends in silence lasts until its end.
  driven.sent_until = clock_.wait_until(start + schedule.length(), Waiting::sleep, stop);
  driven.cut_short = ending.stop.stop_requested();
  if (ending.sent) ending.sent(driven.sent_until);
  driven.unfinished = drain(clock_, recorder_, patience, ending.stop);
  driven.finished = clock_.now();
  return driven;
}

}  // namespace harness::load
