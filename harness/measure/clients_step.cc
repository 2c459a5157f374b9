#include "harness/measure/clients_step.h"

#include <utility>

#include "harness/drive/closed_loop.h"
#include "harness/measure/sending_threads.h"

namespace harness::measure {

Expected<Duration> drive_clients(StepBook& book, const scenario::ClosedLoad& load,
                                 const mix::Popularity& popularity) {
  auto requests = book.mix(popularity);
  if (!requests) return tl::unexpected(requests.error());
  auto may = allow_threads(load.threads, book.target());
  if (!may) return tl::unexpected(may.error());
  drive::ClosedLoop loop(book.clock(), book.target(), book.recorder(), load.clients,
                         load.think_time, book.window(), load.threads);
  const Instant start = book.clock().now() + lead;
  Watch::Order watch = book.watch_order(start);
  watch.exact_begin = load.passes;
  Watch watching(book.clock(), book.observer(), book.target(), std::move(watch));
  // A pass's window is the pass and nothing before it, or a short one's throughput would be wrong.
  const Instant first = load.passes ? book.clock().now() : start;
  drive::Ending ending{book.stop(), book.enough().get_token()};
  if (!load.passes) ending.sent = [&](Instant at) { watching.end_load(at); };
  const drive::Driven driven =
      loop.run(*requests, book.lengths(), first, book.order().patience, ending);
  if (load.passes) {
    watching.stop(driven.finished);
  } else {
    watching.stop();
  }
  book.leave(driven, loop);
  if (!load.passes) book.end_plan(driven);
  return driven.finished - driven.start;
}

Expected<MeasuredStep> measure_clients(StepBook& book, const scenario::ClosedLoad& load) {
  book.step().think_time = load.think_time;
  book.begin(plan_of(load), false);
  const Instant first = book.clock().now() + lead;
  auto taken = drive_clients(book, load, book.order().popularity);
  if (!taken) return tl::unexpected(taken.error());
  return book.take(first);
}

}  // namespace harness::measure
