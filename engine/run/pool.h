// Workers that each lead their items all the way.
#pragma once

#include <thread>
#include <vector>

#include "engine/run/boundary.h"
#include "engine/run/executor.h"
#include "engine/run/queue.h"
#include "engine/run/succession.h"
#include "engine/run/worker.h"

namespace engine::run {

/// A number of workers on one queue, each with batches and deferred items of its own; batches are
/// finished one at a time. One worker does everything in sequence; with several, or with retries,
/// items of equal identity are still finished in the order in which they came.
template <class Work>
class Pool final : public Executor<Work> {
 public:
  using typename Executor<Work>::Item;
  using typename Executor<Work>::Context;
  using typename Executor<Work>::MakeContext;

  /// `work` must outlive this.
  Pool(const Work& work, const Plan& plan, const MakeContext& make_context, const Now& now)
      : boundary_(work, plan, now),
        succession_(work, plan.workers > 1 || plan.retry.is_on(), plan.batch),
        queue_(plan.queue_capacity, [this](Held& held) { succession_.enter(held); }) {
    for (std::size_t i = 0; i < plan.workers; ++i) contexts_.push_back(make_context());
    for (const auto& context : contexts_) {
      threads_.emplace_back([this, policy = plan.batch, &context = *context] {
        Worker<Work>(boundary_, queue_, succession_, policy, context).run();
      });
    }
  }

  ~Pool() override { stop(); }

  bool submit(Item& item, bool may_wait) override { return queue_.push(item, may_wait); }

  bool offer_idle(Item& item) override {
    item.trace.idle = true;
    return queue_.offer_idle(item);
  }

  void stop() final {
    queue_.close();
    succession_.hurry();
    boundary_.pause().cut_short();
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }

  std::size_t queued() const override { return queue_.size(); }

  const BoundaryCounters& counters() const override { return boundary_.counters(); }

 private:
  using Held = typename Succession<Work>::Held;

  Boundary<Work> boundary_;
  Succession<Work> succession_;
  Queue<Held> queue_;
  std::vector<std::unique_ptr<Context>> contexts_;
  std::vector<std::thread> threads_;
};

}  // namespace engine::run
