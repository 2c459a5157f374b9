#include "harness/drive/injected_target.h"

namespace harness::drive {

InjectedTarget::Held* InjectedTarget::hold(const Completion& done) {
  const std::lock_guard lock(mutex_);
  if (free_.empty()) {
    all_.push_back(std::make_unique<Held>(Held{this, {}}));
    free_.reserve(all_.size());
    free_.push_back(all_.back().get());
  }
  Held* const held = free_.back();
  free_.pop_back();
  held->done = done;
  return held;
}

void InjectedTarget::give_back(Held* held) {
  const std::lock_guard lock(mutex_);
  free_.push_back(held);
}

void InjectedTarget::submit(const Request& request, Completion done) {
  within().submit(request, Completion(end, hold(done), request, 0, done.due(), done.sent()));
}

/// Returns when the request may end.
Instant InjectedTarget::hold_up(const Sample& sample) {
  if (injection_.work > Duration{}) {
    clock_.wait_until(clock_.now() + injection_.work, Waiting::spin, {});
  }
  if (injection_.stall > Duration{} && sample.request.id % injection_.every == 0) {
    clock_.wait_until(clock_.now() + injection_.stall, Waiting::sleep, {});
  }
  return injection_.any() ? clock_.now() : sample.finished;
}

void InjectedTarget::end(void* context, const Sample& sample) {
  auto* const held = static_cast<Held*>(context);
  InjectedTarget& owner = *held->owner;
  const Instant finished = owner.hold_up(sample);
  const Completion done = held->done;
  owner.give_back(held);
  if (sample.rescued) {
    done.threw(sample.why.example, sample.started, finished);
  } else if (sample.marks != nullptr) {
    done(sample.outcome, sample.started, sample.served, finished, sample.stages, *sample.marks,
         sample.why);
  } else {
    done(sample.outcome, sample.started, sample.served, finished, sample.stages, sample.why);
  }
}

}  // namespace harness::drive
