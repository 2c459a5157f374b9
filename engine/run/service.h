// What every workload's engine is made of.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/run/executor.h"
#include "engine/run/outcome.h"
#include "engine/run/plan.h"
#include "engine/run/progress.h"
#include "engine/telemetry/telemetry.h"

namespace engine::run {

/// Takes items in, lets an executor work on them, and sees each of them end exactly once: ok,
/// failed with a reason, or shed; counts that, and tells telemetry of it. A workload adds its
/// items, its stages, what a worker has, and what is peculiar to it. Thread-safe.
template <class Work>
class Service {
 public:
  using Item = typename Work::Item;
  using Context = typename Work::Context;
  /// Makes what one worker has. Called once for each worker, from one thread at a time. On the
  /// seat, which outlives the worker, it may say what it does.
  using MakeContext = std::function<std::unique_ptr<Context>(ProgressBoard::Seat&)>;
  /// Called once for each submitted item when it has been counted, from a worker's thread, or the
  /// submitter's when it is shed; its trace says why it failed or was shed. Must not throw.
  using Ended = std::function<void(Item&, Outcome)>;
  /// Called before an item is counted: it is under way no more. Whoever sees the count finds it
  /// gone. May be null; must not throw.
  using Leaving = std::function<void(Item&)>;

  /// Starts the workers, and telemetry unless that is off. `work` is copied, but for what it points
  /// to; `plan` is plan_of it. Throws what making a context or a thread throws.
  Service(const Work& work, const Plan& plan, MakeContext make_context, Ended ended, Now now,
          const telemetry::Settings& telemetry, Leaving leaving = {})
      : work_(with_release(work)),
        waits_(plan.waits),
        ended_(std::move(ended)),
        leaving_(std::move(leaving)),
        now_(now),
        executor_(
            work_, plan, [this, make = std::move(make_context)] { return make(progress_.seat()); },
            std::move(now)) {
    if (telemetry.level == telemetry::Level::off) return;
    telemetry_ = std::make_unique<telemetry::Telemetry>(telemetry, work_.stage_names(),
                                                        [this] { return std::uint64_t{queued()}; });
  }

  /// Works off what was submitted, then stops.
  ~Service() { stop(); }
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  /// Takes an item in. When the queue is full: waits (queue.policy=block), or ends the item as shed
  /// before this returns (shed). Once stopped, it ends as shed, too.
  void submit(Item item) {
    if (!take(item)) shed(item);
  }

  /// The first half, for who has to do something between: false, with the item left as it was, if
  /// it is to be shed.
  bool take(Item& item) { return executor_.submit(item, waits_); }

  /// The other half: ends an item that was not taken in.
  void shed(Item& item) {
    Trace& trace = item.trace;
    trace.started = trace.served = trace.finished = now_();
    trace.error = stopping_.load(std::memory_order_relaxed)
                      ? Error{Reason::stopped, "the engine is stopping"}
                      : Error{Reason::overloaded, "the queue is full"};
    end(item, Outcome::shed);
  }

  /// As Executor::offer_idle.
  bool offer_idle(Item& item) { return executor_.offer_idle(item); }

  /// Counts an end that came of another item's way, and tells telemetry of it.
  void count(const telemetry::Ended& ended) {
    ends_[static_cast<std::size_t>(ended.outcome)].fetch_add(1, std::memory_order_relaxed);
    if (telemetry_) telemetry_->ended(ended);
  }

  /// No more items (later ones are shed as stopped); returns when all have ended. Not for two
  /// threads at once.
  void stop() {
    stopping_.store(true, std::memory_order_relaxed);
    executor_.stop();
    if (telemetry_) telemetry_->stop();
  }

  Counts counts() const {
    return {count_of(Outcome::ok), count_of(Outcome::failed), count_of(Outcome::shed)};
  }
  std::size_t queued() const { return executor_.queued(); }
  /// The items of which workers have said that they have them in their hands, the longest first.
  std::vector<Progress> progress() const { return progress_.look(); }
  /// What its error boundaries have had to do.
  const BoundaryCounters& boundary_counters() const { return executor_.counters(); }
  /// What became of the telemetry; all zero without.
  telemetry::Telemetry::Fate telemetry_fate() const {
    return telemetry_ ? telemetry_->fate() : telemetry::Telemetry::Fate{};
  }

 private:
  Work with_release(Work work) {
    work.release = [this](Item& item) {
      end(item, item.trace.error ? Outcome::failed : Outcome::ok);
    };
    return work;
  }

  void end(Item& item, Outcome outcome) {
    if (leaving_) leaving_(item);
    const About about = work_.about == nullptr ? About() : work_.about(item);
    const Trace& trace = item.trace;
    count({.id = about.id,
           .outcome = outcome,
           .reason = trace.error ? to_string(trace.error->reason) : std::string_view(),
           .bytes = about.bytes,
           .from_cache = about.from_cache,
           .started = trace.started,
           .finished = trace.finished,
           .stages = trace.stages});
    ended_(item, outcome);
  }

  std::uint64_t count_of(Outcome outcome) const {
    return ends_[static_cast<std::size_t>(outcome)].load(std::memory_order_relaxed);
  }

  const Work work_;
  const bool waits_;
  const Ended ended_;
  const Leaving leaving_;
  const Now now_;
  ProgressBoard progress_;
  std::array<std::atomic<std::uint64_t>, telemetry::outcomes> ends_{};
  std::atomic<bool> stopping_{false};
  Executor<Work> executor_;
  std::unique_ptr<telemetry::Telemetry> telemetry_;  // null without
};

}  // namespace engine::run
