// One worker: takes items, leads them through the stages, gathers batches and finishes them.
#pragma once

#include <utility>
#include <vector>

#include "engine/run/batch_policy.h"
#include "engine/run/queue.h"
#include "engine/run/steps.h"
#include "engine/run/workload.h"

namespace engine::run {

/// Runs a workload on the items of a queue until that is closed and empty.
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
      if (!item || policy_.is_full(batch_.size(), bytes_, opened_)) close_batch();
    }
  }

 private:
  std::optional<Item> next() {
    if (batch_.empty()) return queue_.pop();
    return policy_.when_idle ? queue_.try_pop() : queue_.pop_until(opened_ + policy_.window);
  }

  void take_in(Item item) {
    if (batch_.empty()) {
      opened_ = std::chrono::steady_clock::now();
      work_.begin_batch(context_);
    }
    batch_.push_back(std::move(item));
    run_stages(batch_.back());
    if (work_.held_bytes != nullptr) bytes_ += work_.held_bytes(batch_.back());
    if (policy_.finish_each) {
      Item* const alone = &batch_.back();
      finish_batch(work_, std::span(&alone, 1), context_, now_);
    }
  }

  void run_stages(Item& item) {
    run_segment(work_, Segment{0, work_.stages.size()}, item, context_, now_);
  }

  void close_batch() {
    if (!policy_.finish_each) {
      std::vector<Item*> items;
      items.reserve(batch_.size());
      for (Item& item : batch_) items.push_back(&item);
      finish_batch(work_, std::span<Item* const>(items), context_, now_);
    }
    batch_.clear();
    bytes_ = 0;
  }

  const Work& work_;
  Queue<Item>& queue_;
  const BatchPolicy policy_;
  Context& context_;
  const Now now_;
  std::vector<Item> batch_;
  std::uint64_t bytes_ = 0;
  Time opened_;
};

}  // namespace engine::run
