#include "harness/drive/misbehaving_target.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>

namespace harness::drive {

MisbehavingTarget::MisbehavingTarget(Clock& clock, Behaviour behaviour)
    : clock_(clock),
      virtual_(dynamic_cast<ManualClock*>(&clock)),
      behaviour_(std::move(behaviour)),
      free_at_(behaviour_.threads, Instant::min()) {
  if (virtual_ != nullptr || behaviour_.threads == 0) return;
  threads_.emplace(clock, behaviour_.threads, behaviour_.backlog,
                   ClientThreads::Call([this](const Request& request, const Completion& done) {
                     work(request, done);
                   }));
}

MisbehavingTarget::~MisbehavingTarget() {
  threads_.reset();
  end_held();
}

const Rule* MisbehavingTarget::rule(Mischief what, std::uint64_t id) const {
  for (const Rule& rule : behaviour_.rules) {
    if (rule.what == what && rule.meets(id)) return &rule;
  }
  return nullptr;
}

Duration MisbehavingTarget::done_at(Duration started, Duration work) const {
  Duration now = started;
  while (true) {
    // The first standstill that isn't over yet.
    Duration from = Duration::max(), until = Duration::max();
    for (const Standstill& still : behaviour_.standstills) {
      Duration at = still.at;
      if (still.every > Duration{} && now >= at + still.length) {
        at += still.every * ((now - at - still.length) / still.every + 1);
      }
      if (now < at + still.length && at < from) {
        from = at;
        until = at + still.length;
      }
    }
    if (from == Duration::max() || (now < from && now + work <= from)) return now + work;
    work -= std::max(Duration{}, from - now);
    now = until;
  }
}

Duration MisbehavingTarget::work_on(std::uint64_t id, Duration started) const {
  Duration work = behaviour_.service;
  if (behaviour_.start_up > Duration{}) {
    const double ages = std::chrono::duration<double>(started).count() /
                        std::chrono::duration<double>(behaviour_.start_up_decay).count();
    work +=
        Duration(std::llround(static_cast<double>(behaviour_.start_up.count()) * std::exp(-ages)));
  }
  if (const Rule* stall = rule(Mischief::stalls, id)) work += stall->by;
  return work;
}

void MisbehavingTarget::submit(const Request& request, Completion done) {
  std::call_once(began_, [&] { begin_ = done.sent(); });
  if (const Rule* block = rule(Mischief::blocks, request.id)) {
    clock_.wait_until(clock_.now() + block->by, behaviour_.working, {});
  }
  if (rule(Mischief::throws_in_submit, request.id) != nullptr) {
    ++failed_;
    throw std::runtime_error("thrown in submit");
  }
  if (rule(Mischief::sheds, request.id) != nullptr) {
    const Instant now = clock_.now();
    end_as(done, Outcome::shed, now, now);
  } else if (behaviour_.threads == 0) {
    work(request, done);
  } else if (threads_) {
    threads_->submit(request, done);
  } else {
    enqueue(request, done);
  }
}

/// For the virtual server that is free first.
void MisbehavingTarget::enqueue(const Request& request, const Completion& done) {
  std::pop_heap(free_at_.begin(), free_at_.end(), std::greater<>());
  const Instant started = std::max(clock_.now(), free_at_.back());
  const Duration begun = started - begin_;
  const Instant finished = begin_ + done_at(begun, work_on(request.id, begun));
  free_at_.back() = finished;
  std::push_heap(free_at_.begin(), free_at_.end(), std::greater<>());
  virtual_->at(finished, [this, request, done, started] {
    if (rule(Mischief::throws, request.id) == nullptr) {
      end(request, done, started);
      return;
    }
    ++failed_;
    done.threw("thrown at work", started, clock_.now());
  });
}

void MisbehavingTarget::work(const Request& request, const Completion& done) {
  const Instant started = clock_.now();
  const Duration begun = started - begin_;
  clock_.wait_until(begin_ + done_at(begun, work_on(request.id, begun)), behaviour_.working, {});
  if (rule(Mischief::throws, request.id) != nullptr) {
    if (!threads_) ++failed_;
    throw std::runtime_error("thrown at work");
  }
  end(request, done, started);
}

void MisbehavingTarget::end(const Request& request, const Completion& done, Instant started) {
  if (rule(Mischief::never_ends, request.id) != nullptr) return;
  if (rule(Mischief::ends_late, request.id) != nullptr) {
    const std::lock_guard lock(mutex_);
    held_.push_back(done);
    return;
  }
  Instant finished = clock_.now();
  if (const Rule* absurd = rule(Mischief::starts_before_sent, request.id)) {
    started = done.sent() - absurd->by;
  }
  if (const Rule* absurd = rule(Mischief::finishes_before_due, request.id)) {
    finished = done.due() - absurd->by;
  }
  if (const Rule* absurd = rule(Mischief::finishes_ahead, request.id)) finished += absurd->by;
  const Outcome outcome =
      rule(Mischief::fails, request.id) != nullptr ? Outcome::failed : Outcome::ok;
  end_as(done, outcome, started, finished);
  const Rule* const twice = rule(Mischief::ends_twice, request.id);
  if (twice == nullptr) return;
  const Duration by = twice->by;
  if (virtual_ != nullptr && by > Duration{}) {
    virtual_->at(clock_.now() + by,
                 [done, outcome, started, by, finished] { done(outcome, started, finished + by); });
    return;
  }
  clock_.wait_until(clock_.now() + by, behaviour_.working, {});
  done(outcome, started, clock_.now());
}

void MisbehavingTarget::end_as(const Completion& done, Outcome outcome, Instant started,
                               Instant finished) {
  ++(outcome == Outcome::ok ? ok_ : outcome == Outcome::failed ? failed_ : shed_);
  done(outcome, started, finished);
}

Observation MisbehavingTarget::observe(std::span<CounterValue> /*values*/) {
  Observation observed;
  const ClientThreads::Counts counts = threads_ ? threads_->counts() : ClientThreads::Counts{};
  observed.ok = ok_;
  observed.failed = failed_ + counts.failed;
  observed.shed = shed_ + counts.shed;
  if (threads_) observed.queue_depth = threads_->queued();
  return observed;
}

void MisbehavingTarget::end_held() {
  std::vector<Completion> held;
  {
    const std::lock_guard lock(mutex_);
    held.swap(held_);
  }
  const Instant now = clock_.now();
  for (const Completion& done : held) done(Outcome::ok, done.sent(), now);
}

}  // namespace harness::drive
