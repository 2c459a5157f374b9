#include "harness/load/closed_loop.h"

namespace harness::load {

/// What a completion needs to know.
struct ClosedLoop::Loop {
  record::Recorder& recorder;
  Duration think_time;
  ReadyClients ready;

  static void receive(void* context, const Sample& sample) {
    Loop& loop = *static_cast<Loop*>(context);
    const Instant next = sample.finished + loop.think_time;
    // Recorded last: once nothing is in flight, nobody touches this loop any more.
    loop.ready.put(next);
    loop.recorder.record(sample);
  }
};

ClosedLoop::ClosedLoop(Clock& clock, Target& target, record::Recorder& recorder,
                       std::size_t clients, Duration think_time, Duration window)
    : clock_(clock),
      target_(target),
      recorder_(recorder),
      clients_(clients),
      think_time_(think_time),
      window_(window) {}

ClosedLoop::~ClosedLoop() = default;

Driven ClosedLoop::run(RequestMix& mix, std::span<const Duration> phases, Instant start,
                       Duration patience, const Ending& ending) {
  const EitherEnding either(ending);
  const std::stop_token stop = either.token();
  Driven driven{.start = start, .sent_until = start, .finished = start};
  loop_.reset(new Loop{recorder_, think_time_, ReadyClients(clients_, start)});
  Loop& loop = *loop_;
  const record::WindowGrid windows =
      phases.empty() ? record::WindowGrid() : record::WindowGrid(phases, window_);
  record::WindowGrid::Cursor window(windows);
  Instant end = start;
  for (const Duration length : phases) end += length;
  for (std::uint64_t id = 0;; ++id) {
    const std::optional<Instant> due = loop.ready.take(clock_, end, stop);
    if (!due || *due >= end) break;
    const std::optional<std::uint64_t> item = mix.next();
    if (!item) break;
    Instant sent = clock_.now();
    if (*due > sent) sent = clock_.wait_until(*due, Waiting::sleep_then_spin, stop);
    if (stop.stop_requested()) break;
    const Request request{id, *item};
    recorder_.count_sent();
    target_.submit(request, Completion(&Loop::receive, &loop, {id, *item}, window.at(*due - start),
                                       *due, sent));
  }
  driven.sent_until = clock_.now();
  driven.cut_short = ending.stop.stop_requested();
  if (ending.sent) ending.sent(driven.sent_until);
  driven.unfinished = drain(clock_, recorder_, patience, ending.stop);
  driven.finished = clock_.now();
  return driven;
}

}  // namespace harness::load
