// What one round of a worker's work is, whoever's time it takes.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/run/boundary.h"
#include "engine/run/commit.h"
#include "engine/run/line.h"

namespace engine::run {

/// Gives out jobs, lets them be done, and takes back what came of them. Not thread-safe, but for
/// work(), which may go on in several threads while one calls the others.
template <class Work>
class Foreman {
 public:
  using Item = typename Work::Item;
  using Context = typename Work::Context;
  using Held = typename Line<Work>::Held;
  using Job = typename Line<Work>::Job;

  /// A job, and what came of it.
  struct Task {
    Job job;
    std::optional<Again> again;  // of the one
    bool is_parked = false;
    std::optional<Time> until;                         // it is parked, by the wall
    std::vector<std::optional<Again>> again_of_batch;  // for each of it
  };

  /// `work` and `line` must outlive this. `wake` is called from any thread, with what it is to tell
  /// wake() below.
  Foreman(const Work& work, const Plan& plan, Now now, Line<Work>& line,
          queue::Doorbell::Answer wake)
      : line_(line),
        boundary_(work, plan, std::move(now)),
        wall_(plan.wall),
        bell_(std::make_shared<queue::Doorbell>(std::move(wake))) {}
  ~Foreman() { take_down_bell(); }
  Foreman(const Foreman&) = delete;
  Foreman& operator=(const Foreman&) = delete;

  /// Nobody outside calls wake() any more, once this has returned.
  void take_down_bell() { bell_->take_down(); }

  Boundary<Work>& boundary() { return boundary_; }
  const Boundary<Work>& boundary() const { return boundary_; }

  /// The next job; of kind none if there is nothing to do.
  Task next() {
    while (auto late = line_.take_late()) resume(*std::move(late));
    return {.job = line_.take(), .again = {}, .until = {}, .again_of_batch = {}};
  }

  /// Does a job, which is not of kind none.
  void work(Task& task, Context& context) {
    Job& job = task.job;
    switch (job.kind) {
      case Job::Kind::none:
        break;
      case Job::Kind::finish:
        Commit<Work>(boundary_, context).run(items_of(job.batch), boundary_.now()());
        break;
      case Job::Kind::lead:
        task.again = boundary_.lead(job.one->item, line_.next(*job.one), context);
        break;
      case Job::Kind::park:
        park(task, context);
        break;
      case Job::Kind::lead_batch:
        task.again_of_batch =
            boundary_.lead_batch(items_of(job.batch), job.batch.front().stage, context);
        break;
    }
  }

  /// Takes back what a job came to; a finished batch stays. How many items are through their last
  /// stage with it.
  std::size_t take_back(Task& task) {
    Job& job = task.job;
    if (job.kind == Job::Kind::finish) {
      line_.finished();
      return 0;
    }
    if (job.kind == Job::Kind::lead_batch) {
      std::size_t through = 0;
      for (std::size_t i = 0; i < job.batch.size(); ++i) {
        through += settle(std::move(job.batch[i]), task.again_of_batch[i]);
      }
      return through;
    }
    if (job.kind == Job::Kind::park && !task.is_parked) line_.cancel(job.ticket);
    if (!task.is_parked) return settle(*std::move(job.one), task.again);
    auto back = line_.park(job.ticket, *std::move(job.one), task.until);
    return back ? resume(*std::move(back)) : 0;
  }

  /// The items of a finished batch have ended.
  void release(Task& task) {
    for (Held& held : task.job.batch) boundary_.work().release(held.item);
  }

  /// Lets one go on that is parked under the ticket; false if nobody is.
  bool wake(queue::Ticket ticket, queue::Leaving why) {
    auto gone = line_.wake(ticket, why);
    if (gone) resume(*std::move(gone));
    return gone.has_value();
  }

 private:
  void park(Task& task, Context& context) {
    Held& held = *task.job.one;
    Parting parting =
        boundary_.park(held.item, held.stage, context, queue::Wake(bell_, task.job.ticket));
    task.is_parked = parting.is_parked;
    task.again = std::move(parting.again);
    // By the wall: the engine's clock may be a test's.
    const auto& deadline = held.item.trace.deadline;
    if (deadline) task.until = wall_() + (*deadline - boundary_.now()());
  }

  std::size_t resume(typename Line<Work>::Gone gone) {
    boundary_.unpark(gone.held.item, gone.held.stage, gone.why);
    return line_.go_on(std::move(gone.held)) ? 1 : 0;
  }

  std::size_t settle(Held held, const std::optional<Again>& again) {
    if (!again) return line_.put(std::move(held)) ? 1 : 0;
    line_.defer(std::move(held), *again);
    return 0;
  }

  static std::vector<Item*> items_of(std::vector<Held>& batch) {
    std::vector<Item*> items;
    items.reserve(batch.size());
    for (Held& held : batch) items.push_back(&held.item);
    return items;
  }

  Line<Work>& line_;
  Boundary<Work> boundary_;
  const Now wall_;
  const std::shared_ptr<queue::Doorbell> bell_;
};

}  // namespace engine::run
