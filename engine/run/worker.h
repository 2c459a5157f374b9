// One worker: takes items, leads them through the stages, gathers batches and finishes them.
#pragma once

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "engine/run/batch_policy.h"
#include "engine/run/queue.h"
#include "engine/run/steps.h"
#include "engine/run/succession.h"
#include "engine/run/workload.h"

namespace engine::run {

/// Runs a workload on the items of a queue until that is closed and empty.
template <class Work>
class Worker {
 public:
  using Item = typename Work::Item;
  using Context = typename Work::Context;
  using Held = typename Succession<Work>::Held;

  Worker(const Work& work, Queue<Held>& queue, Succession<Work>& succession, BatchPolicy policy,
         Context& context, Now now)
      : work_(work),
        queue_(queue),
        succession_(succession),
        policy_(policy),
        context_(context),
        now_(std::move(now)) {
    batch_.reserve(policy.size);
  }

  void run() {
    while (true) {
      std::optional<Held> held = next();
      if (!held && taken_ == 0) return;  // closed and empty
      if (held && held->item.trace.idle) {
        work_.begin_batch(context_);
        run_stages(held->item);
        continue;
      }
      if (held) take_in(*std::move(held));
      if (!held || policy_.is_full(taken_, bytes_, opened_)) close_batch();
    }
  }

 private:
  std::optional<Held> next() {
    if (taken_ > 0) return policy_.when_idle ? queue_.try_pop() : queue_.pop_until(until());
    succession_.await_room();
    return queue_.pop();
  }

  Time until() const { return opened_ + policy_.window; }

  void take_in(Held held) {
    if (taken_++ == 0) {
      opened_ = std::chrono::steady_clock::now();
      work_.begin_batch(context_);
    }
    run_stages(held.item);
    if (work_.held_bytes != nullptr) held.bytes = work_.held_bytes(held.item);
    bytes_ += held.bytes;
    batch_.push_back(std::move(held));
    if (policy_.finish_each) finish();
  }

  void run_stages(Item& item) {
    run_segment(work_, Segment{0, work_.stages.size()}, item, context_, now_);
  }

  void close_batch() {
    if (!batch_.empty()) finish();
    taken_ = 0;
    bytes_ = 0;
  }

  /// All that was gathered, so far as it is its turn. Released only when others may go on.
  void finish() {
    Time before = now_();
    succession_.leave(batch_, [&] {
      const std::size_t most = policy_.finish_each ? 1 : std::max<std::size_t>(policy_.size, 1);
      for (std::size_t first = 0; first < batch_.size(); first += most) {
        items_.clear();
        const std::size_t last = std::min(first + most, batch_.size());
        for (std::size_t i = first; i < last; ++i) items_.push_back(&batch_[i].item);
        commit_batch(work_, std::span<Item* const>(items_), context_, now_, before);
        before = items_.front()->trace.finished;
      }
    });
    for (Held& held : batch_) work_.release(held.item);
    batch_.clear();
  }

  const Work& work_;
  Queue<Held>& queue_;
  Succession<Work>& succession_;
  const BatchPolicy policy_;
  Context& context_;
  const Now now_;
  std::vector<Held> batch_;
  std::vector<Item*> items_;  // of what is being finished
  std::size_t taken_ = 0;     // into the open batch, finished or not
  std::uint64_t bytes_ = 0;   // that those held
  Time opened_;
};

}  // namespace engine::run
