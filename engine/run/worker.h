// One worker: takes items, leads them through the stages, gathers batches and finishes them.
#pragma once

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "engine/run/batch_policy.h"
#include "engine/run/boundary.h"
#include "engine/run/commit.h"
#include "engine/run/later.h"
#include "engine/run/queue.h"
#include "engine/run/succession.h"
#include "engine/run/workload.h"

namespace engine::run {

/// Runs a workload on the items of a queue until that is closed and empty. What is to be tried
/// again waits beside, in no batch, and is taken on when it is due.
template <class Work>
class Worker {
 public:
  using Item = typename Work::Item;
  using Context = typename Work::Context;
  using Held = typename Succession<Work>::Held;

  Worker(Boundary<Work>& boundary, Queue<Held>& queue, Succession<Work>& succession,
         BatchPolicy policy, Context& context)
      : boundary_(boundary),
        work_(boundary.work()),
        queue_(queue),
        succession_(succession),
        policy_(policy),
        context_(context),
        commit_(boundary, context) {
    batch_.reserve(policy.size);
  }

  void run() {
    while (true) {
      std::optional<Held> held = later_.empty() ? next() : next_beside_deferred();
      if (!held && taken_ == 0) return;  // closed and empty
      if (held && held->item.trace.idle) {
        work_.begin_batch(context_);
        boundary_.lead(held->item, all_from(0), context_);
        continue;
      }
      if (held) lead(*std::move(held));
      if (!held || (taken_ > 0 && policy_.is_full(taken_, bytes_, opened_))) close_batch();
    }
  }

 private:
  std::optional<Held> next() {
    if (taken_ > 0) return policy_.when_idle ? queue_.try_pop() : queue_.pop_until(until());
    succession_.await_room();
    return queue_.pop();
  }

  /// The same while items are deferred: nothing only if there is an open batch, to be closed.
  std::optional<Held> next_beside_deferred() {
    while (true) {
      if (queue_.is_closed()) later_.hurry();
      if (later_.is_due()) return later_.take();
      if (taken_ > 0 && policy_.when_idle) {
        return may_take() ? queue_.try_pop() : std::nullopt;
      }
      const Time due = taken_ > 0 ? std::min(later_.due_at(), until()) : later_.due_at();
      if (std::optional<Held> held = wait_for_other(due)) return held;
      if (taken_ > 0 && std::chrono::steady_clock::now() >= until()) return std::nullopt;
    }
  }

  /// Another item that has come by then; nothing, too, once the queue is closed.
  std::optional<Held> wait_for_other(Time due) {
    if (!may_take()) {
      queue_.await_close(due);
      return std::nullopt;
    }
    if (taken_ > 0) return queue_.pop_until(due);
    return succession_.await_room(due) ? queue_.pop_by(due) : std::nullopt;
  }

  /// Is there room for another one to be deferred? A batch of them, or what a worker can well hold.
  bool may_take() const {
    return later_.size() < std::max<std::size_t>(policy_.size, 16) &&
           later_.bytes() < policy_.max_bytes;
  }

  Time until() const { return opened_ + policy_.window; }
  Segment all_from(std::size_t stage) const { return {stage, work_.stages.size()}; }

  void lead(Held held) {
    if (taken_ == 0) {
      opened_ = std::chrono::steady_clock::now();
      if (!std::exchange(has_begun_, true)) work_.begin_batch(context_);
    }
    const std::optional<Again> again = boundary_.lead(held.item, all_from(held.stage), context_);
    if (work_.held_bytes != nullptr) held.bytes = work_.held_bytes(held.item);
    if (again) {
      held.stage = again->stage;
      return later_.put(std::move(held), again->due);
    }
    ++taken_;
    bytes_ += held.bytes;
    batch_.push_back(std::move(held));
    if (policy_.finish_each) finish();
  }

  void close_batch() {
    if (!batch_.empty()) finish();
    taken_ = 0;
    bytes_ = 0;
    has_begun_ = false;
  }

  /// All that was gathered, so far as it is its turn. Released only when others may go on.
  void finish() {
    Time before = boundary_.now()();
    succession_.leave(batch_, [&] {
      const std::size_t most = policy_.finish_each ? 1 : std::max<std::size_t>(policy_.size, 1);
      for (std::size_t first = 0; first < batch_.size(); first += most) {
        items_.clear();
        const std::size_t last = std::min(first + most, batch_.size());
        for (std::size_t i = first; i < last; ++i) items_.push_back(&batch_[i].item);
        commit_.run(items_, before);
        before = items_.front()->trace.finished;
      }
    });
    for (Held& held : batch_) work_.release(held.item);
    batch_.clear();
  }

  Boundary<Work>& boundary_;
  const Work& work_;
  Queue<Held>& queue_;
  Succession<Work>& succession_;
  const BatchPolicy policy_;
  Context& context_;
  Commit<Work> commit_;
  Later<Held> later_;
  std::vector<Held> batch_;
  std::vector<Item*> items_;  // of what is being finished
  std::size_t taken_ = 0;     // into the open batch, finished or not
  std::uint64_t bytes_ = 0;   // that those held
  Time opened_;
  bool has_begun_ = false;  // the open batch, though perhaps nothing is in it
};

}  // namespace engine::run
