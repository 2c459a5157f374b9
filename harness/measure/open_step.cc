#include "harness/measure/open_step.h"

#include <utility>

#include "harness/drive/open_loop.h"
#include "harness/drive/priority.h"
#include "harness/measure/due_count.h"
#include "harness/measure/falling_behind.h"
#include "harness/measure/offer.h"
#include "harness/measure/sending_threads.h"

namespace harness::measure {
namespace {

/// Ends a load early whose target can't keep up any more.
void give_up_when_hopeless(Watch::Order& watch, StepBook& book, FallingBehind& behind,
                           Instant start) {
  watch.looked = [&book, &behind, start](Instant now) {
    if (book.stop().stop_requested() || book.enough().stop_requested()) return;  // ended already
    if (behind.is_hopeless(now - start, book.recorder().sent())) book.enough().request_stop();
  };
}

}  // namespace

Expected<MeasuredStep> measure_open(StepBook& book, const scenario::OpenLoad& load) {
  const StepOrder& order = book.order();
  book.step().open_loop = true;
  auto schedule = schedule_of(load, load.rate.per_second(order.capacity_per_s), order.seed);
  if (!schedule) return tl::unexpected(schedule.error());
  auto requests = book.mix(order.popularity);
  if (!requests) return tl::unexpected(requests.error());
  if (requests->ends()) return failure("an open load's items must not run out");
  if (auto may = allow_threads(load.threads, book.target()); !may) {
    return tl::unexpected(may.error());
  }
  book.begin(plan_of(load, *schedule), false);
  const Instant start = book.clock().now() + lead;
  const schedule::Schedule told_again = *schedule;
  FallingBehind behind(*schedule);
  Watch::Order watch = book.watch_order(start);
  give_up_when_hopeless(watch, book, behind, start);
  Watch watching(book.clock(), book.observer(), book.target(), std::move(watch));
  drive::OpenLoop loop(book.clock(), book.target(), book.recorder(), load.waiting, book.window(),
                       load.threads);
  std::string priority;
  const drive::Driven driven = [&] {
    std::optional<drive::Priority> before_the_engine;
    // Threads that do the engine's own work go before nobody.
    if (load.waiting != Waiting::spin && load.threads <= 1) {
      before_the_engine.emplace();
      priority = before_the_engine->describe();
    }
    return loop.run(
        std::move(*schedule), *requests, start, order.patience,
        {book.stop(), book.enough().get_token(), [&](Instant at) { watching.end_load(at); }});
  }();
  watching.stop();
  book.step().given_up = behind.reason();
  book.leave(driven, loop);
  if (!priority.empty()) book.step().parameters.emplace_back("generator's priority", priority);
  book.end_plan(driven);
  book.step().timeline = book.observer().take_rows();
  DueCount{told_again, book.windows(), start, book.recorder().sent(), order.origin}.add_to(
      book.observer(), book.step().timeline);
  return book.take(start);
}

}  // namespace harness::measure
