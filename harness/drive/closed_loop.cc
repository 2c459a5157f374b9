#include "harness/drive/closed_loop.h"

#include <algorithm>

#include "harness/drive/lanes.h"
#include "harness/drive/ready_clients.h"
#include "harness/drive/request_source.h"
#include "harness/record/window_grid.h"

namespace harness::drive {
/// A sending thread's own, with its share of the clients.
struct ClosedLoop::Lane {
  Lane(Clock& clock, record::Recorder& all, std::size_t clients, Duration think, Instant start)
      : recorder(all),
        think_time(think),
        ready(clients, start),
        submit_time(clock),
        book(InFlightBook::take(*this, clock)) {}

  void ended(const Sample& sample, bool here) {
    // Recorded first: the client's next request must not be seen in flight beside this one.
    recorder.record(sample);
    ready.put(sample.finished + think_time, here);
  }

  record::Recorder& recorder;
  const Duration think_time;
  ReadyClients ready;
  SubmitTime submit_time;
  InFlightBook::Lease book;
};

ClosedLoop::ClosedLoop(Clock& clock, Target& target, record::Recorder& recorder,
                       std::size_t clients, Duration think_time, Duration window,
                       std::size_t threads)
    : clock_(clock),
      target_(target),
      recorder_(recorder),
      clients_(clients),
      think_time_(think_time),
      window_(window),
      threads_(std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(clients, 1))) {}

ClosedLoop::~ClosedLoop() = default;

Driven ClosedLoop::run(mix::RequestMix& mix, std::span<const Duration> phases, Instant start,
                       Duration patience, const Ending& ending) {
  const EitherEnding either(ending);
  const std::stop_token stop = either.token();
  Driven driven{.start = start, .sent_until = start, .finished = start};
  Instant end = start;
  for (const Duration length : phases) end += length;
  lanes_.clear();
  for (std::size_t k = 0; k < threads_; ++k) {
    const std::size_t share = clients_ / threads_ + (k < clients_ % threads_ ? 1 : 0);
    lanes_.push_back(std::make_unique<Lane>(clock_, recorder_, share, think_time_, start));
  }
  const record::WindowGrid windows =
      phases.empty() ? record::WindowGrid() : record::WindowGrid(phases, window_);
  ItemSource source(mix, threads_, first_id_);
  send_from(lanes_, clock_, [&](Lane& lane) {
    ItemSource::Block requests(source);
    record::WindowGrid::Cursor window(windows);
    // Who thinks has more to wait for than answers.
    const bool only_answers = lanes_.size() == 1 && think_time_ == Duration{};
    const auto attendance = only_answers ? target_.attend() : nullptr;
    while (true) {
      if (lane.ready.idle()) {
        const Instant now = clock_.now();
        lane.submit_time.end(now);
        lane.submit_time.rest(now);
        if (attendance) attendance->work(end, stop);
      }
      const std::optional<Instant> taken = lane.ready.take(clock_, end, stop);
      if (!taken) break;
      Instant due = *taken;
      Instant sent = clock_.now();
      lane.submit_time.end(sent);
      // Nobody's last request ended later than now, whatever the target says.
      if (due > sent) due = std::min(due, std::max(sent, start) + think_time_);
      if (due >= end) break;
      const std::optional<Request> request = requests.next();
      if (!request) break;
      if (due > sent) {
        lane.submit_time.rest(sent);
        sent = clock_.wait_until(due, Waiting::sleep_then_spin, stop);
      }
      if (stop.stop_requested()) break;
      send(lane, target_, clock_, *request, window.at(due - start), due, sent);
    }
  });
  driven.sent_until = clock_.now();
  driven.cut_short = ending.stop.stop_requested();
  if (ending.sent) ending.sent(driven.sent_until);
  drain(clock_, recorder_, patience, ending.stop);
  close(lanes_, clock_, driven);
  driven.conduct = conduct();
  return driven;
}

Conduct ClosedLoop::conduct() const {
  return conduct_of(lanes_);
}

}  // namespace harness::drive
