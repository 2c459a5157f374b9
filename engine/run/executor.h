// Who does the work.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "engine/run/foreman.h"
#include "engine/run/line.h"
#include "engine/run/plan.h"
#include "engine/run/staff/crew.h"
#include "engine/run/staff/idle_lane.h"
#include "engine/run/staff/sleepers.h"
#include "engine/run/staff/staff.h"
#include "engine/run/staff/working_time.h"

namespace engine::run {

/// Runs a workload on threads. Items come in through a bounded queue; each is released exactly
/// once. What fails and may pass is tried again after a pause, in which it holds no worker.
///
/// Every worker serves every segment of the stages, and what is furthest on its way goes first. One
/// worker at a time finishes a batch, while the others go on with what waits: no worker waits for
/// another's commit while there is anything else to do. Whoever is there when a deferred item is
/// due takes that on. What is parked is led on when it is woken. Items of equal identity are
/// finished in the order in which they were submitted.
template <class Work>
class Executor {
 public:
  using Item = typename Work::Item;
  using Context = typename Work::Context;
  /// Makes what one worker has. Called once for each worker, from one thread at a time.
  using MakeContext = typename staff::Crew<Context>::MakeContext;

  /// `work` must outlive this.
  Executor(const Work& work, const Plan& plan, MakeContext make_context, Now now)
      : work_(work),
        line_(work, plan),
        foreman_(work, plan, std::move(now), line_,
                 [this](queue::Ticket ticket, queue::Leaving why) { wake(ticket, why); }),
        staff_(plan.workers, plan.adaptive),
        crew_(std::move(make_context), [this](Context& context) { serve(context); }) {
    const std::lock_guard lock(mutex_);
    while (crew_.size() < staff_.limit()) start_worker();
  }

  /// Stops.
  ~Executor() {
    stop();
    foreman_.take_down_bell();  // who rings it calls sleepers, which go first
  }
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  /// Takes the item in, waiting for a place where `may_wait`; false, with the item left as it was,
  /// when the queue is full or closed. Any thread.
  bool submit(Item& item, bool may_wait) {
    std::unique_lock lock(mutex_);
    if (may_wait && line_.is_full() && !line_.is_closed()) {
      ++submitters_;
      left_.wait(lock, [this] { return line_.is_closed() || !line_.is_full(); });
      --submitters_;
    }
    if (line_.is_closed() || line_.is_full()) return false;
    line_.enter(item);
    review_staff(line_.queued());
    leave(lock);
    return true;
  }

  /// Takes in an item that is led through the stages once nothing else waits, and that is then
  /// forgotten: it is in no batch, and never finished nor released (Trace::idle). It is dropped
  /// when 64 such items wait already, and when the executor stops. False, with the item's content
  /// left as it was, when it was not taken in. Any thread, also from within a stage.
  /// Where a stage parks or works on batches there is no idle work.
  bool offer_idle(Item& item) {
    if (!line_.is_plain()) return false;
    item.trace.idle = true;
    Lock lock(mutex_);
    if (line_.is_closed() || !idle_.offer(item)) return false;
    if (awake() < staff_.limit()) call(lock, sleepers_.wake_one());
    return true;
  }

  /// Takes nothing more in, works off what waits, joins the threads. Pauses are cut short, but no
  /// attempt is left out, and what is parked is waited for. Not for two threads at once.
  void stop() {
    std::deque<Item> dropped;  // outlives the lock
    {
      const std::lock_guard lock(mutex_);
      line_.close();
      dropped = idle_.drain();
      sleepers_.wake_all();
    }
    foreman_.boundary().pause().cut_short();
    left_.notify_all();
    for (std::size_t i = 0; std::optional<std::thread> worker = take_worker(i); ++i) {
      if (worker->joinable()) worker->join();
    }
  }

  /// Items that wait for a worker.
  std::size_t queued() const {
    const std::lock_guard lock(mutex_);
    return line_.queued();
  }

  const BoundaryCounters& counters() const { return foreman_.boundary().counters(); }

 private:
  using Task = typename Foreman<Work>::Task;
  using Kind = typename Foreman<Work>::Job::Kind;
  using Lock = std::unique_lock<std::mutex>;

  void serve(Context& context) {
    std::size_t batch = 0;  // the one that its tools were made for
    Lock lock(mutex_);
    while (true) {
      if (awake() > staff_.limit() && !line_.is_closed()) {
        sleepers_.sleep(lock, std::nullopt);  // others watch
        continue;
      }
      Task task = foreman_.next();
      if (task.job.kind == Kind::finish) {
        finish(lock, std::move(task), context);
      } else if (task.job.kind != Kind::none) {
        lead(lock, std::move(task), context, batch);
      } else if (!idle_.empty() && line_.is_idle()) {
        run_idle(lock, context);
      } else if (line_.is_closed() && line_.is_empty()) {
        return;
      } else {
        sleepers_.sleep(lock, line_.due_at());
      }
    }
  }

  void lead(Lock& lock, Task task, Context& context, std::size_t& batch) {
    const bool begins = std::exchange(batch, line_.batch_number()) != line_.batch_number();
    leave(lock);
    if (begins) work_.begin_batch(context);
    std::optional<staff::WorkingTime> time;
    if (staff_.is_adaptive()) time.emplace();
    foreman_.work(task, context);
    if (time) {
      time->stop();
      staff_.machine().refresh(time->stopped_at());
    }
    lock.lock();
    const std::size_t through = foreman_.take_back(task);
    if (!line_.is_finishing()) staff_.pace().lead(std::chrono::steady_clock::now());
    if (time) {
      staff_.note(time->worked(), time->ran(), through);
      review_staff(line_.queued() - std::min<std::size_t>(line_.queued(), 1));  // it takes one
    }
  }

  void finish(Lock& lock, Task task, Context& context) {
    if (line_.is_closed() && line_.is_empty())
      sleepers_.wake_all();  // nothing is left for the others
    staff_.pace().begin(std::chrono::steady_clock::now());
    leave(lock);
    foreman_.work(task, context);
    lock.lock();
    foreman_.take_back(task);
    staff_.pace().finish(line_.batches_ready(), std::chrono::steady_clock::now());
    leave(lock);  // others may finish the next one meanwhile
    foreman_.release(task);
    task.job.batch.clear();  // frees what the items held
    lock.lock();
  }

  void run_idle(Lock& lock, Context& context) {
    Item item = idle_.take();
    leave(lock);
    work_.begin_batch(context);
    foreman_.boundary().lead(item, Segment{0, work_.stages.size()}, context);
    lock.lock();
  }

  void wake(queue::Ticket ticket, queue::Leaving why) {
    Lock lock(mutex_);
    if (foreman_.wake(ticket, why)) leave(lock);
  }

  std::optional<std::thread> take_worker(std::size_t i) {
    const std::lock_guard lock(mutex_);
    return crew_.take(i);
  }

  std::size_t awake() const { return crew_.size() - sleepers_.size(); }

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
    const bool more = line_.can_take();
    if (more && sleepers_.size() == 0 && crew_.size() < staff_.limit()) start_worker();
    const bool wakes = awake() < staff_.limit() && (more || is_unwatched());
    const staff::Sleepers::Call worker = wakes ? sleepers_.wake_one() : nullptr;
    // Submitters come in crowds, not one by one with each item that is taken.
    const bool wake_submitters =
        submitters_ > 0 && line_.queued() <= line_.capacity() - (line_.capacity() + 3) / 4;
    call(lock, worker);
    if (wake_submitters) left_.notify_all();
  }

  /// Gives the lock back.
  static void call(Lock& lock, staff::Sleepers::Call worker) {
    lock.unlock();
    if (worker != nullptr) worker->notify_one();
  }

  /// Something will be due before anybody who sleeps wakes.
  bool is_unwatched() const {
    const std::optional<Time> due = line_.due_at();
    return due && !sleepers_.watch(*due);
  }

  const Work& work_;
  mutable std::mutex mutex_;
  std::condition_variable left_;  // a place for a submitter
  Line<Work> line_;
  Foreman<Work> foreman_;
  staff::Staff staff_;
  staff::IdleLane<Item> idle_;
  staff::Sleepers sleepers_;
  std::size_t submitters_ = 0;  // that wait
  staff::Crew<Context> crew_;
};

}  // namespace engine::run
