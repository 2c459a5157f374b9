// For tests: workers and what is outside, in virtual time.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "engine/run/foreman.h"
#include "engine/run/line.h"

namespace engine::run {

/// A time axis on which nothing happens but what is told to, in its order.
class VirtualTime {
 public:
  Time now() const { return now_; }
  /// Whoever runs now takes so long for it.
  void spend(Duration time) { now_ += time; }
  void at(Time time, std::function<void()> happens) { events_.emplace(time, std::move(happens)); }
  void after(Duration time, std::function<void()> happens) { at(now_ + time, std::move(happens)); }

  std::optional<Time> next() const {
    if (events_.empty()) return std::nullopt;
    return events_.begin()->first;
  }
  /// What happens then, all of it. Precondition: it is not past.
  void go_to(Time time) {
    now_ = time;
    while (!events_.empty() && events_.begin()->first <= time) {
      const std::function<void()> happens = std::move(events_.begin()->second);
      events_.erase(events_.begin());
      happens();
    }
  }
  void turn_back(Time time) { now_ = time; }

 private:
  Time now_{};
  std::multimap<Time, std::function<void()>> events_;
};

/// Leads a workload as an executor does, but for the threads: its workers are as many as may have a
/// task at once, and a task lasts as long as its stages spend. Two runs of one workload give equal
/// times.
template <class Work>
class VirtualRun {
 public:
  using Item = typename Work::Item;
  using Context = typename Work::Context;

  /// All must outlive this.
  VirtualRun(const Work& work, Plan plan, VirtualTime& time, Context& context)
      : time_(time),
        context_(context),
        free_workers_(plan.workers),
        line_(work, by(plan, time)),
        foreman_(work, by(plan, time), plan.wall, line_,
                 [this](queue::Ticket ticket, queue::Leaving why) { foreman_.wake(ticket, why); }) {
  }

  void submit_at(Time time, Item item) {
    auto carried = std::make_shared<Item>(std::move(item));
    time_.at(time, [this, carried] {
      REQUIRE_FALSE(line_.is_full());
      line_.enter(*carried);
    });
  }

  /// Nothing more comes in; without a word that is so when nothing is left to happen.
  void close_at(Time time) {
    time_.at(time, [this] { line_.close(); });
  }

  /// Until all has ended.
  void run() {
    work_off();
    line_.close();
    work_off();
    CHECK(line_.is_empty());
  }

  const BoundaryCounters& counters() const { return foreman_.boundary().counters(); }

 private:
  using Task = typename Foreman<Work>::Task;
  using Kind = typename Foreman<Work>::Job::Kind;

  static Plan& by(Plan& plan, VirtualTime& time) {
    plan.wall = [&time] { return time.now(); };
    return plan;
  }

  void work_off() {
    while (true) {
      while (free_workers_ > 0 && begin_task()) {
      }
      std::optional<Time> next = time_.next();
      const std::optional<Time> due = free_workers_ > 0 ? line_.due_at() : std::nullopt;
      if (due && *due > time_.now() && (!next || *due < *next)) next = due;
      if (!next) return;
      time_.go_to(*next);
    }
  }

  bool begin_task() {
    const auto task = std::make_shared<Task>(foreman_.next());
    if (task->job.kind == Kind::none) return false;
    --free_workers_;
    const Time begun = time_.now();
    foreman_.work(*task, context_);
    if (task->job.kind == Kind::finish) foreman_.release(*task);
    const Time done = time_.now();
    time_.turn_back(begun);
    time_.at(done, [this, task] {
      ++free_workers_;
      foreman_.take_back(*task);
    });
    return true;
  }

  VirtualTime& time_;
  Context& context_;
  std::size_t free_workers_;
  Line<Work> line_;
  Foreman<Work> foreman_;
};

}  // namespace engine::run
