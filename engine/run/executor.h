// Who does the work: a number of workers on one queue.
#pragma once

#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "engine/run/worker.h"

namespace engine::run {

/// Runs a workload on threads: one (everything in sequence) or several (a pool). Items come in
/// through a bounded queue; each is released exactly once.
template <class Work>
class Executor {
 public:
  using Item = typename Work::Item;
  using Context = typename Work::Context;

  /// `make_context` is called once for each worker, here; `work` must outlive this.
  Executor(const Work& work, std::size_t workers, std::size_t queue_capacity, BatchPolicy policy,
           const std::function<std::unique_ptr<Context>()>& make_context, const Now& now)
      : queue_(queue_capacity) {
    for (std::size_t i = 0; i < workers; ++i) contexts_.push_back(make_context());
    for (const auto& context : contexts_) {
      threads_.emplace_back([this, &work, policy, &context = *context, now] {
        Worker<Work>(work, queue_, policy, context, now).run();
      });
    }
  }

  ~Executor() { stop(); }
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  /// Takes the item in, waiting for a place where `may_wait`; false, with the item left as it was,
  /// when the queue is full or closed. Any thread.
  bool submit(Item& item, bool may_wait) { return queue_.push(item, may_wait); }

  /// Takes in an item that is led through the stages once nothing else waits, and that is then
  /// forgotten: it is in no batch, and never finished nor released (Trace::idle). It is dropped
  /// when 64 such items wait already, and when the executor stops. False, with the item's content
  /// left as it was, when it was not taken in. Any thread, also from within a stage.
  bool offer_idle(Item& item) {
    item.trace.idle = true;
    return queue_.offer_idle(item);
  }

  /// Takes nothing more in, works off what waits, joins the threads. Not for two threads at once.
  void stop() {
    queue_.close();
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }

  std::size_t queued() const { return queue_.size(); }

 private:
  Queue<Item> queue_;
  std::vector<std::unique_ptr<Context>> contexts_;
  std::vector<std::thread> threads_;
};

}  // namespace engine::run
