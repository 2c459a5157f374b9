#include "harness/drive/open_loop.h"

#include "harness/drive/cheap_spin.h"
#include "harness/drive/lanes.h"
#include "harness/drive/request_source.h"
#include "harness/record/window_grid.h"

namespace harness::drive {

/// A sending thread's own.
struct OpenLoop::Lane {
  Lane(Clock& clock, record::Recorder& all)
      : recorder(all), submit_time(clock), book(InFlightBook::take(*this, clock)) {}

  void ended(const Sample& sample, bool) { recorder.record(sample); }

  record::Recorder& recorder;
  SubmitTime submit_time;
  InFlightBook::Lease book;
};

OpenLoop::OpenLoop(Clock& clock, Target& target, record::Recorder& recorder, Waiting waiting,
                   Duration window, std::size_t threads)
    : clock_(clock),
      target_(target),
      recorder_(recorder),
      waiting_(waiting),
      window_(window),
      threads_(threads) {}

OpenLoop::~OpenLoop() = default;

Driven OpenLoop::run(schedule::Schedule schedule, mix::RequestMix& mix, Instant start,
                     Duration patience, const Ending& ending) {
  const EitherEnding either(ending);
  const std::stop_token stop = either.token();
  Driven driven{.start = start, .sent_until = start, .finished = start};
  const Instant end = start + schedule.length();
  const record::WindowGrid windows(schedule.profile().lengths(), window_);
  ArrivalSource source(std::move(schedule), mix, threads_, first_id_);
  lanes_.clear();
  while (lanes_.size() < threads_) lanes_.push_back(std::make_unique<Lane>(clock_, recorder_));
  send_from(lanes_, clock_, [&](Lane& lane) {
    CheapSpin spin(waiting_);
    record::WindowGrid::Cursor window(windows);
    while (const std::optional<ArrivalSource::Next> next = source.next()) {
      const Instant due = start + next->arrival.offset;
      const Waiting waiting = spin.next(next->arrival.offset);
      Instant sent = clock_.now();
      lane.submit_time.end(sent);
      if (due >= sent) {
        lane.submit_time.rest(sent);
        sent = clock_.wait_until(due, waiting, stop);
      }
      if (stop.stop_requested()) break;
      send(lane, target_, clock_, next->request, window.at(next->arrival.offset), due, sent);
    }
  });
  // A load that ends in silence lasts until its end, but not one whose items have.
  driven.sent_until =
      source.ran_out() ? clock_.now() : clock_.wait_until(end, Waiting::sleep, stop);
  driven.cut_short = ending.stop.stop_requested();
  if (ending.sent) ending.sent(driven.sent_until);
  drain(clock_, recorder_, patience, ending.stop);
  close(lanes_, clock_, driven);
  driven.conduct = conduct();
  return driven;
}

Conduct OpenLoop::conduct() const {
  return conduct_of(lanes_);
}

}  // namespace harness::drive
