// The queues from the intake to the batch.
#pragma once

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "engine/run/boundary.h"
#include "engine/run/plan.h"
#include "engine/run/queue/batch_policy.h"
#include "engine/run/queue/later.h"
#include "engine/run/queue/lobby.h"
#include "engine/run/queue/order.h"
#include "engine/run/queue/waiting.h"
#include "engine/run/segment.h"

namespace engine::run {

/// The intake, the workload's stages in segments with a bounded queue before each, the lobby for
/// what is parked, and the open batch behind the last. Decides what is to be done next: what is
/// furthest on its way. Not thread-safe.
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
    Time ready;  // when it joined its batch
  };

  /// What a worker is to do. The items are in its hands until they come back.
  struct Job {
    /// lead: `one`, through next(); park: `one`, under `ticket`; lead_batch and finish: `batch`.
    enum class Kind : std::uint8_t { none, finish, lead, park, lead_batch };
    Kind kind = Kind::none;
    std::optional<Held> one;
    std::vector<Held> batch;
    queue::Ticket ticket = 0;
  };
  using Gone = typename queue::Lobby<Held>::Gone;

  /// `work` must outlive this.
  Line(const Work& work, const Plan& plan)
      : work_(work),
        policy_(plan.batch),
        capacity_(plan.queue_capacity),
        most_parked_(plan.most_parked),
        wall_(plan.wall),
        segments_(segments_of(work, plan.hands_over)),
        most_held_(plan.batch.size + std::max(plan.batch.size, 2 * plan.workers)),
        waiting_(segments_.size()) {
    for (const auto& stage : work.stages) {
      if (stage.run_batch != nullptr) most_held_ += stage.batch.size;
    }
  }

  bool is_full() const { return intake_.size() >= capacity_; }
  std::size_t queued() const { return intake_.size(); }
  std::size_t capacity() const { return capacity_; }
  /// What an item is to be led through next.
  Segment next(const Held& held) const { return {held.stage, segments_[held.segment].last}; }
  /// Every stage has a `run`.
  bool is_plain() const {
    return std::ranges::all_of(work_.stages,
                               [](const auto& stage) { return stage.run != nullptr; });
  }

  /// Precondition: not full.
  void enter(Item& item) { intake_.put({.item = std::move(item), .ready = {}}); }

  /// Nothing more comes in, and what is deferred is due at once from now on.
  void close() {
    is_closed_ = true;
    later_.hurry();
  }
  bool is_closed() const { return is_closed_; }

  /// What is to be done next. One batch is finished at a time. Takes nothing from the intake while
  /// too much waits for its batch or for its time, which bounds all the queues behind it.
  Job take() {
    if (is_due()) {
      is_finishing_ = true;
      return {.kind = Job::Kind::finish, .one = {}, .batch = take_batch()};
    }
    while (later_.is_due(wall_)) {
      Held held = later_.take();
      if (stage_of(held.segment).run != nullptr) return lead(std::move(held));
      join(std::move(held));
    }
    while (true) {
      for (std::size_t i = segments_.size(); i-- > 0;) {
        if (can_take_from(i)) return take_from(i);
      }
      if (!can_begin()) return {};
      Held held = begin();
      if (stage_of(0).run != nullptr) return lead(std::move(held));
      join(std::move(held));
    }
  }

  /// Whether there is anything to be done.
  bool can_take() const { return can_lead() || is_due(); }

  /// The batch that was taken is finished.
  void finished() { is_finishing_ = false; }
  bool is_finishing() const { return is_finishing_; }
  /// How many batches what is through the stages makes.
  double batches_ready() const {
    return std::max(static_cast<double>(batch_.size()) / static_cast<double>(policy_.size),
                    static_cast<double>(held_bytes_) / static_cast<double>(policy_.max_bytes));
  }

  /// What was in a worker's hands is through its segment; whether that was its last.
  bool put(Held held) {
    --in_hand_;
    return go_on(std::move(held));
  }

  /// What was in a worker's hands is to be tried again later.
  void defer(Held held, const Again& again) {
    --in_hand_;
    held.stage = again.stage;
    held.segment = 0;
    while (again.stage >= segments_[held.segment].last) ++held.segment;
    if (work_.held_bytes != nullptr) held.bytes = work_.held_bytes(held.item);
    later_.put(std::move(held), again.due);
  }

  /// What was in a worker's hands waits outside. It comes back if it was woken already.
  std::optional<Gone> park(queue::Ticket ticket, Held held, std::optional<Time> until) {
    --in_hand_;
    return lobby_.park(ticket, std::move(held), until);
  }
  /// What was to be parked is not: it is still in the worker's hands.
  void cancel(queue::Ticket ticket) { lobby_.cancel(ticket); }
  /// Who goes on, after go_on(), if anybody is parked under the ticket.
  std::optional<Gone> wake(queue::Ticket ticket, queue::Leaving why) {
    return lobby_.wake(ticket, why);
  }
  /// Who goes on since it has been parked for too long.
  std::optional<Gone> take_late() { return lobby_.take_late(wall_); }

  /// It is in nobody's hands, and through its segment; whether that was its last.
  bool go_on(Held held) {
    if (++held.segment < segments_.size() && !held.item.trace.error) {
      held.stage = segments_[held.segment].first;
      join(std::move(held));
      return false;
    }
    if (work_.held_bytes != nullptr) held.bytes = work_.held_bytes(held.item);
    held_bytes_ += held.bytes;
    held.ready = wall_();
    if (work_.identity == nullptr) {
      batch_.put(std::move(held));
      return true;
    }
    const std::size_t identity = held.identity;
    const std::size_t place = held.place;
    order_.leave(identity, place, std::move(held),
                 [this](Held next) { batch_.put(std::move(next)); });
    return true;
  }

  /// When there will be something to do without anybody's doing.
  std::optional<Time> due_at() const {
    std::optional<Time> due = lobby_.due_at();
    const auto add = [&due](Time time) { due = due ? std::min(*due, time) : time; };
    if (!later_.empty()) add(later_.due_at());
    if (!is_finishing_ && !batch_.empty()) add(batch_.since() + policy_.window);
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      if (batches(i) && !waiting_[i].empty()) add(waiting_[i].since() + stage_of(i).batch.window);
    }
    return due;
  }

  /// Number of the open batch, from 1.
  std::size_t batch_number() const { return batches_ + 1; }
  /// Nothing waits but for its time or for somebody outside, nor is anything gathered in a batch.
  bool is_idle() const {
    return intake_.empty() && batch_.empty() && !later_.is_due(wall_) &&
           std::ranges::all_of(waiting_, [](const auto& queue) { return queue.empty(); });
  }
  bool is_empty() const { return in_hand_ == 0 && later_.empty() && lobby_.empty() && is_idle(); }

 private:
  const Stage<Item, typename Work::Context>& stage_of(std::size_t segment) const {
    return work_.stages[segments_[segment].first];
  }
  bool batches(std::size_t segment) const { return stage_of(segment).run_batch != nullptr; }
  bool parks(std::size_t segment) const { return stage_of(segment).park != nullptr; }

  void join(Held held) {
    held.bytes = 0;
    if (batches(held.segment)) {
      held.ready = wall_();
      if (work_.held_bytes != nullptr) held.bytes = work_.held_bytes(held.item);
    }
    waiting_[held.segment].put(std::move(held));
  }

  bool can_lead() const {
    if (later_.is_due(wall_) || can_begin()) return true;
    for (std::size_t i = segments_.size(); i-- > 0;) {
      if (can_take_from(i)) return true;
    }
    return false;
  }

  bool can_take_from(std::size_t segment) const {
    if (waiting_[segment].empty()) return false;
    if (parks(segment)) return lobby_.size() < most_parked_;
    return !batches(segment) || is_batch_due(segment);
  }

  bool can_begin() const {
    if (intake_.empty()) return false;
    const std::size_t here = held_ - lobby_.size();
    return here < most_held_ && (held_bytes_ + later_.bytes() < policy_.max_bytes || here == 0);
  }

  /// A stage's batch is closed by its policy, and when nothing else could ever fill it.
  bool is_batch_due(std::size_t segment) const {
    const queue::BatchPolicy& policy = stage_of(segment).batch;
    if (waiting_[segment].is_full(policy, wall_)) return true;
    const bool is_stuck = in_hand_ == 0 && (is_closed_ || is_blocked());
    if (!policy.when_idle && !is_stuck) return false;
    for (std::size_t i = 0; i < segment; ++i) {
      if (can_take_from(i)) return false;
    }
    return !later_.is_due(wall_) && !can_begin();
  }

  bool is_blocked() const { return !intake_.empty() && !can_begin(); }

  Job take_from(std::size_t segment) {
    if (batches(segment)) {
      Job job{.kind = Job::Kind::lead_batch, .one = {}, .batch = {}};
      job.batch = waiting_[segment].take_batch(stage_of(segment).batch);
      in_hand_ += job.batch.size();
      return job;
    }
    Job job = lead(waiting_[segment].take());
    if (!parks(segment)) return job;
    job.kind = Job::Kind::park;
    job.ticket = lobby_.open();
    return job;
  }

  Job lead(Held held) {
    ++in_hand_;
    held.bytes = 0;
    return {.kind = Job::Kind::lead, .one = std::move(held), .batch = {}};
  }

  /// The first of the intake.
  Held begin() {
    Held held = intake_.take();
    ++held_;
    if (work_.identity == nullptr) return held;
    held.identity = work_.identity(held.item);
    held.place = order_.enter(held.identity);
    return held;
  }

  /// Whether the batch is to be finished now.
  bool is_due() const {
    if (batch_.empty() || is_finishing_) return false;
    const auto is_full = [this] {
      return policy_.is_full(batch_.size(), held_bytes_, batch_.since(), wall_);
    };
    if (policy_.finish_each || is_full()) return true;
    return (policy_.when_idle || (is_closed_ && in_hand_ == 0)) && !can_lead();
  }

  /// The oldest items that are due. Precondition: is_due.
  std::vector<Held> take_batch() {
    queue::BatchPolicy policy = policy_;
    if (policy.finish_each) policy.size = 1;
    std::vector<Held> taken = batch_.take_batch(policy);
    held_ -= taken.size();
    for (const Held& held : taken) held_bytes_ -= held.bytes;
    in_batch_ += taken.size();
    if (!policy_.finish_each || in_batch_ >= policy_.size || (policy_.when_idle && is_idle())) {
      ++batches_;
      in_batch_ = 0;
    }
    return taken;
  }

  const Work& work_;
  const queue::BatchPolicy policy_;
  const std::size_t capacity_;
  const std::size_t most_parked_;
  const Now wall_;
  const std::vector<Segment> segments_;
  std::size_t most_held_;  // between intake and finish, but for the lobby
  queue::Waiting<Held> intake_;
  std::vector<queue::Waiting<Held>> waiting_;  // for each segment
  queue::Later<Held> later_;
  queue::Lobby<Held> lobby_;
  queue::Waiting<Held> batch_;
  queue::Order<Held> order_;
  std::size_t in_hand_ = 0;       // of workers, but for a batch that is finished
  std::size_t held_ = 0;          // have begun, and are in no batch that is finished
  std::uint64_t held_bytes_ = 0;  // of what is through the stages
  std::size_t batches_ = 0;
  std::size_t in_batch_ = 0;  // finished of it so far, one by one
  bool is_finishing_ = false;
  bool is_closed_ = false;
};

}  // namespace engine::run
