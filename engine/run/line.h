// The queues of a pipeline, from the intake to the batch.
#pragma once

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "engine/run/batch_policy.h"
#include "engine/run/boundary.h"
#include "engine/run/later.h"
#include "engine/run/order.h"

namespace engine::run {

/// The workload's stages cut where they hand over, with a bounded queue before each segment and the
/// open batch behind the last. Decides what is to be done next: what is furthest on its way.
/// Not thread-safe.
template <class Work>
class Line {
 public:
  using Item = typename Work::Item;

  /// An item on its way, and the segment that comes next, from a stage on.
  struct Held {
    Item item;
    std::size_t segment = 0, stage = 0;
    std::size_t identity = 0, place = 0;
    std::uint64_t bytes = 0;
    Time ready;  // when it joined the batch
  };

  Line(const Work& work, std::size_t workers, std::size_t capacity, BatchPolicy policy)
      : work_(work),
        policy_(policy),
        capacity_(capacity),
        most_held_(policy.size + std::max(policy.size, 2 * workers)) {
    std::size_t first = 0;
    for (std::size_t i = 0; i < work.stages.size(); ++i) {
      if (!work.stages[i].hands_over && i + 1 < work.stages.size()) continue;
      segments_.push_back({first, i + 1});
      first = i + 1;
    }
    waiting_.resize(segments_.size());
  }

  bool is_full() const { return waiting_.front().size() >= capacity_; }
  std::size_t queued() const { return waiting_.front().size(); }
  std::size_t capacity() const { return capacity_; }
  /// What an item is to be led through next.
  Segment next(const Held& held) const { return {held.stage, segments_[held.segment].last}; }

  /// Precondition: not full.
  void enter(Item& item) { waiting_.front().push_back({.item = std::move(item), .ready = {}}); }

  /// What was deferred and is due, or what is furthest on its way. Nothing from the intake while
  /// too much waits for its batch or for its time, which bounds all the queues behind it.
  std::optional<Held> take() {
    if (later_.is_due()) return take_deferred();
    for (std::size_t i = segments_.size() - 1; i > 0; --i) {
      if (!waiting_[i].empty()) return take_from(i);
    }
    if (!can_begin()) return std::nullopt;
    std::optional<Held> held = take_from(0);
    ++held_;
    if (work_.identity != nullptr) {
      held->identity = work_.identity(held->item);
      held->place = order_.enter(held->identity);
    }
    return held;
  }

  bool can_take() const { return waits_between() || can_begin(); }

  /// What take() gave comes back, to be tried again later.
  void defer(Held held, const Again& again) {
    --in_hand_;
    held.stage = again.stage;
    held.segment = 0;
    while (again.stage >= segments_[held.segment].last) ++held.segment;
    if (work_.held_bytes != nullptr) held.bytes = work_.held_bytes(held.item);
    later_.put(std::move(held), again.due);
  }

  /// What is deferred is due at once from now on.
  void hurry() { later_.hurry(); }

  /// What take() gave comes back from its segment; whether that was its last.
  bool put(Held held) {
    --in_hand_;
    ++held.segment;
    if (held.segment < segments_.size() && !held.item.trace.error) {
      held.stage = segments_[held.segment].first;
      waiting_[held.segment].push_back(std::move(held));
      return false;
    }
    if (work_.held_bytes != nullptr) held.bytes = work_.held_bytes(held.item);
    held_bytes_ += held.bytes;
    held.ready = std::chrono::steady_clock::now();
    if (work_.identity == nullptr) {
      batch_.push_back(std::move(held));
      return true;
    }
    const std::size_t identity = held.identity;
    const std::size_t place = held.place;
    order_.leave(identity, place, std::move(held),
                 [this](Held next) { batch_.push_back(std::move(next)); });
    return true;
  }

  /// Whether the batch is to be finished now; `closed`: nothing more comes in.
  bool is_due(bool closed) const {
    if (batch_.empty()) return false;
    if (policy_.finish_each || policy_.is_full(batch_.size(), held_bytes_, batch_.front().ready)) {
      return true;
    }
    const bool nothing_waits = waiting_.front().empty() && !waits_between();
    return nothing_waits && (policy_.when_idle || (closed && in_hand_ == 0));
  }

  /// When there will be something to do without anybody's doing: a deferred item is due, or, if the
  /// batch counts, that is by its window.
  std::optional<Time> due_at(bool batch_counts) const {
    std::optional<Time> due;
    if (!later_.empty()) due = later_.due_at();
    if (!batch_counts || batch_.empty()) return due;
    const Time window = batch_.front().ready + policy_.window;
    return due ? std::min(*due, window) : window;
  }

  /// The oldest items that are due. Precondition: is_due.
  std::vector<Held> take_batch() {
    const std::size_t most = policy_.finish_each ? 1 : policy_.size;
    std::vector<Held> taken;
    std::uint64_t bytes = 0;
    while (!batch_.empty() && taken.size() < most && (taken.empty() || bytes < policy_.max_bytes)) {
      bytes += batch_.front().bytes;
      taken.push_back(std::move(batch_.front()));
      batch_.pop_front();
    }
    held_ -= taken.size();
    held_bytes_ -= bytes;
    in_batch_ += taken.size();
    if (!policy_.finish_each || in_batch_ >= policy_.size || (policy_.when_idle && is_idle())) {
      ++batches_;
      in_batch_ = 0;
    }
    return taken;
  }

  /// Number of the open batch, from 1.
  std::size_t batch_number() const { return batches_ + 1; }
  /// Nothing waits but for its time, nor is anything gathered in a batch.
  bool is_idle() const { return waiting_.front().empty() && !waits_between() && batch_.empty(); }
  bool is_empty() const { return is_idle() && in_hand_ == 0 && later_.empty(); }

 private:
  std::optional<Held> take_from(std::size_t i) {
    std::optional<Held> held(std::move(waiting_[i].front()));
    waiting_[i].pop_front();
    ++in_hand_;
    return held;
  }

  Held take_deferred() {
    Held held = later_.take();
    held.bytes = 0;
    ++in_hand_;
    return held;
  }

  /// Behind the intake, that is, or beside.
  bool waits_between() const {
    return std::any_of(waiting_.begin() + 1, waiting_.end(),
                       [](const auto& queue) { return !queue.empty(); }) ||
           later_.is_due();
  }

  bool can_begin() const {
    return !waiting_.front().empty() && held_ < most_held_ &&
           (held_bytes_ + later_.bytes() < policy_.max_bytes || held_ == 0);
  }

  const Work& work_;
  const BatchPolicy policy_;
  const std::size_t capacity_;
  const std::size_t most_held_;  // between intake and finish
  std::vector<Segment> segments_;
  std::vector<std::deque<Held>> waiting_;  // the intake first
  Later<Held> later_;
  std::deque<Held> batch_;
  Order<Held> order_;
  std::size_t in_hand_ = 0;  // of workers
  std::size_t held_ = 0;
  std::uint64_t held_bytes_ = 0;
  std::size_t batches_ = 0;
  std::size_t in_batch_ = 0;  // finished of it so far, one by one
};

}  // namespace engine::run
