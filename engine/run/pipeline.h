// Workers that share the stages, so that items are in different ones at once.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "engine/run/boundary.h"
#include "engine/run/commit.h"
#include "engine/run/crew.h"
#include "engine/run/executor.h"
#include "engine/run/idle_lane.h"
#include "engine/run/line.h"
#include "engine/run/staff.h"
#include "engine/run/working_time.h"

namespace engine::run {

/// Every worker serves every segment of the stages, and what is furthest on its way goes first. One
/// worker at a time finishes a batch, while the others go on with what waits: no worker waits for
/// another's commit while there is anything else to do. Whoever is there when a deferred item is
/// due takes that on. Items of equal identity are finished in the order in which they were
/// submitted.
template <class Work>
class Pipeline final : public Executor<Work> {
 public:
  using typename Executor<Work>::Item;
  using typename Executor<Work>::Context;
  using typename Executor<Work>::MakeContext;

  /// `work` must outlive this.
  Pipeline(const Work& work, const Plan& plan, MakeContext make_context, Now now)
      : work_(work),
        boundary_(work, plan, std::move(now)),
        line_(work, plan.workers, plan.queue_capacity, plan.batch),
        staff_(plan.workers, plan.adaptive),
        crew_(std::move(make_context), [this](Context& context) { serve(context); }) {
    const std::lock_guard lock(mutex_);
    while (crew_.size() < staff_.limit()) start_worker();
  }

  ~Pipeline() override { stop(); }

  bool submit(Item& item, bool may_wait) override {
    std::unique_lock lock(mutex_);
    if (may_wait && line_.is_full() && !closed_) {
      ++submitters_;
      left_.wait(lock, [this] { return closed_ || !line_.is_full(); });
      --submitters_;
    }
    if (closed_ || line_.is_full()) return false;
    line_.enter(item);
    review_staff(line_.queued());
    leave(lock);
    return true;
  }

  bool offer_idle(Item& item) override {
    item.trace.idle = true;
    const std::lock_guard lock(mutex_);
    if (closed_ || !idle_.offer(item)) return false;
    if (awake() < staff_.limit()) came_.notify_one();
    return true;
  }

  void stop() final {
    std::deque<Item> dropped;  // outlives the lock
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
      line_.hurry();
      dropped = idle_.drain();
    }
    boundary_.pause().cut_short();
    came_.notify_all();
    left_.notify_all();
    for (std::size_t i = 0; std::optional<std::thread> worker = take_worker(i); ++i) {
      if (worker->joinable()) worker->join();
    }
  }

  std::size_t queued() const override {
    const std::lock_guard lock(mutex_);
    return line_.queued();
  }

  const BoundaryCounters& counters() const override { return boundary_.counters(); }

 private:
  using Held = typename Line<Work>::Held;
  using Lock = std::unique_lock<std::mutex>;

  void serve(Context& context) {
    std::size_t batch = 0;  // the one that its tools were made for
    Lock lock(mutex_);
    while (true) {
      if (awake() > staff_.limit() && !closed_) {
        sleep(lock, std::nullopt);  // others watch
      } else if (must_finish()) {
        finish(lock, context);
      } else if (std::optional<Held> held = line_.take()) {
        lead(lock, *std::move(held), context, batch);
      } else if (can_idle()) {
        run_idle(lock, context);
      } else if (closed_ && line_.is_empty()) {
        return;
      } else {
        sleep(lock, line_.due_at(!finishing_));
      }
    }
  }

  bool must_finish() const { return !finishing_ && line_.is_due(closed_); }
  bool can_idle() const { return !idle_.empty() && line_.is_idle(); }

  void lead(Lock& lock, Held held, Context& context, std::size_t& batch) {
    const bool begins = std::exchange(batch, line_.batch_number()) != line_.batch_number();
    leave(lock);
    if (begins) work_.begin_batch(context);
    std::optional<WorkingTime> time;
    if (staff_.is_adaptive()) time.emplace();
    const std::optional<Again> again = boundary_.lead(held.item, line_.next(held), context);
    if (time) {
      time->stop();
      staff_.machine().refresh(time->stopped_at());
    }
    lock.lock();
    bool through = false;
    if (again) {
      line_.defer(std::move(held), *again);
    } else {
      through = line_.put(std::move(held));
    }
    if (time) {
      staff_.note(time->worked(), time->ran(), through);
      review_staff(line_.queued() - std::min<std::size_t>(line_.queued(), 1));  // it takes one
    }
  }

  void finish(Lock& lock, Context& context) {
    finishing_ = true;
    std::vector<Held> batch = line_.take_batch();
    if (closed_ && line_.is_empty()) came_.notify_all();  // nothing is left for the others
    leave(lock);
    std::vector<Item*> items;
    items.reserve(batch.size());
    for (Held& held : batch) items.push_back(&held.item);
    finish_batch(boundary_, std::span<Item* const>(items), context);
    lock.lock();
    finishing_ = false;
    leave(lock);
    batch.clear();  // frees what the items held
    lock.lock();
  }

  void run_idle(Lock& lock, Context& context) {
    Item item = idle_.take();
    leave(lock);
    work_.begin_batch(context);
    boundary_.lead(item, Segment{0, work_.stages.size()}, context);
    lock.lock();
  }

  std::optional<std::thread> take_worker(std::size_t i) {
    const std::lock_guard lock(mutex_);
    return crew_.take(i);
  }

  std::size_t awake() const { return crew_.size() - sleepers_; }

  void review_staff(std::size_t backlog) {
    if (staff_.is_adaptive()) staff_.review(std::chrono::steady_clock::now(), backlog);
  }

  /// Makes do with fewer workers if there can't be more.
  void start_worker() {
    try {
      crew_.start();
    } catch (const std::exception&) {
      if (crew_.size() == 0) throw;
      staff_.set_most(crew_.size());
    }
  }

  /// Leaves the lock to work or to wait; somebody else is woken if there is more to do.
  void leave(Lock& lock) {
    const bool more = line_.can_take() || must_finish();
    if (more && sleepers_ == 0 && crew_.size() < staff_.limit()) start_worker();
    const bool wake_worker = sleepers_ > 0 && awake() < staff_.limit() && (more || is_unwatched());
    // Submitters come in crowds, not one by one with each item that is taken.
    const bool wake_submitters =
        submitters_ > 0 && line_.queued() <= line_.capacity() - (line_.capacity() + 3) / 4;
    lock.unlock();
    if (wake_worker) came_.notify_one();
    if (wake_submitters) left_.notify_all();
  }

  /// Something will be due before anybody who sleeps wakes.
  bool is_unwatched() const {
    const std::optional<Time> due = line_.due_at(!finishing_);
    return due && (watches_.empty() || *due < *watches_.begin());
  }

  void sleep(Lock& lock, std::optional<Time> until) {
    ++sleepers_;
    if (until) {
      const auto watch = watches_.insert(*until);
      came_.wait_until(lock, *until);
      watches_.erase(watch);
    } else {
      came_.wait(lock);
    }
    --sleepers_;
  }

  const Work& work_;
  Boundary<Work> boundary_;
  mutable std::mutex mutex_;
  std::condition_variable came_;  // work for a worker
  std::condition_variable left_;  // a place for a submitter
  Line<Work> line_;
  Staff staff_;
  IdleLane<Item> idle_;
  bool finishing_ = false;  // one worker is
  bool closed_ = false;
  std::size_t sleepers_ = 0;
  std::multiset<Time> watches_;  // of sleepers that wake when something is due
  std::size_t submitters_ = 0;   // that wait
  Crew<Context> crew_;
};

}  // namespace engine::run
