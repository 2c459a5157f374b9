#include "harness/measure/passes_step.h"

#include "harness/measure/clients_step.h"

namespace harness::measure {

PassesStep::PassesStep(Clock& clock, const StepOrder& order, const std::stop_token& stop)
    : load_(std::get<scenario::ClosedLoad>(order.step.load)), book_(clock, order, stop) {}

bool PassesStep::has_passed() const {
  return has_begun() && (book_.was_ended() || book_.step().unfinished > 0 || passes_.enough(load_));
}

Expected<void> PassesStep::pass() {
  const Instant begun = book_.clock().now();
  if (auto made = book_.prepare(); !made) return made;
  if (!has_begun()) {
    book_.step().think_time = load_.think_time;
    book_.begin(plan_of(load_), true);
    first_ = book_.clock().now();
  } else {
    book_.observer().begin_pass();
  }
  mix::Popularity once = book_.order().popularity;
  once.choice = mix::Choice::sequential_once;
  auto taken = drive_clients(book_, load_, once);
  if (!taken) return tl::unexpected(taken.error());
  measured_ += *taken;
  passes_.add(book_.clock().now() - begun);
  book_.step().passes = passes_.count();
  return {};
}

MeasuredStep PassesStep::take() {
  book_.plan().front().length = measured_;
  return book_.take(first_);
}

}  // namespace harness::measure
