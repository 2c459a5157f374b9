// One worker: takes items, leads them through the stages, gathers batches and finishes them.
#pragma once

#include <exception>
#include <span>
#include <utility>
#include <vector>

#include "engine/run/queue.h"
#include "engine/run/workload.h"

namespace engine::run {

/// When a batch is closed: at `size` items, when it has been open for `window`, or, with
/// `when_idle`, as soon as no further item waits.
struct BatchPolicy {
  std::size_t size = 1;
  Duration window{};
  bool when_idle = true;
  bool finish_each = false;  // finish every item alone, as soon as it is through the stages
};

/// Runs a workload on the items of a queue until that is closed and empty. No exception leaves it:
/// one that a stage lets out fails its item as Reason::internal.
template <class Work>
class Worker {
 public:
  using Item = typename Work::Item;
  using Context = typename Work::Context;

  Worker(const Work& work, Queue<Item>& queue, BatchPolicy policy, Context& context, Now now)
      : work_(work), queue_(queue), policy_(policy), context_(context), now_(std::move(now)) {
    batch_.reserve(policy.size);
  }

  void run() {
    while (true) {
      std::optional<Item> item = next();
      if (!item && batch_.empty()) return;  // closed and empty
      if (item && item->trace.idle) {
        work_.begin_batch(context_);
        run_stages(*item);
        continue;
      }
      if (item) take_in(std::move(*item));
      if (!item || is_full()) close_batch();
    }
  }

 private:
  std::optional<Item> next() {
    if (batch_.empty()) return queue_.pop();
    // The window is measured by the wall, whatever clock stamps the items.
    return policy_.when_idle ? queue_.try_pop() : queue_.pop_until(opened_ + policy_.window);
  }

  bool is_full() const {
    return batch_.size() >= policy_.size ||
           std::chrono::steady_clock::now() >= opened_ + policy_.window;
  }

  void take_in(Item item) {
    if (batch_.empty()) {
      opened_ = std::chrono::steady_clock::now();
      work_.begin_batch(context_);
    }
    batch_.push_back(std::move(item));
    run_stages(batch_.back());
    if (policy_.finish_each) {
      Item* const alone = &batch_.back();
      finish(std::span(&alone, 1));
    }
  }

  void run_stages(Item& item) {
    Trace& trace = item.trace;
    trace.stages.assign(work_.stages.size() + 1, Trace::did_not_run);
    trace.started = now_();
    trace.served = trace.started;
    for (std::size_t i = 0; i < work_.stages.size(); ++i) {
      const Expected<Did> did = run_stage(i, item);
      const Time before = std::exchange(trace.served, now_());
      if (!did || *did == Did::work) trace.stages[i] = trace.served - before;
      if (!did) {
        trace.error = did.error();
        return;
      }
    }
  }

  Expected<Did> run_stage(std::size_t i, Item& item) {
    try {
      return work_.stages[i].run(item, context_);
    } catch (const std::exception& thrown) {
      return failure(Reason::internal, thrown.what());
    }
  }

  void close_batch() {
    if (!policy_.finish_each) {
      std::vector<Item*> items;
      items.reserve(batch_.size());
      for (Item& item : batch_) items.push_back(&item);
      finish(items);
    }
    batch_.clear();
  }

  /// Each item is charged its equal part of what finishing them all took.
  void finish(std::span<Item* const> items) {
    const Time before = now_();
    const Expected<void> finished = run_finish(items);
    const Time after = now_();
    const Duration part = (after - before) / static_cast<Duration::rep>(items.size());
    for (Item* item : items) {
      if (!finished) item->trace.error = finished.error();
      item->trace.stages.back() = part;
      item->trace.finished = after;
      work_.release(*item);
    }
  }

  Expected<void> run_finish(std::span<Item* const> items) {
    try {
      return work_.finish(items, context_);
    } catch (const std::exception& thrown) {
      return failure(Reason::internal, thrown.what());
    }
  }

  const Work& work_;
  Queue<Item>& queue_;
  const BatchPolicy policy_;
  Context& context_;
  const Now now_;
  std::vector<Item> batch_;
  Time opened_;
};

}  // namespace engine::run
