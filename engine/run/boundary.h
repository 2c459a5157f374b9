// What an error in a stage comes to.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/run/boundary_counters.h"
#include "engine/run/dice.h"
#include "engine/run/injector.h"
#include "engine/run/pause.h"
#include "engine/run/plan.h"
#include "engine/run/segment.h"
#include "engine/run/thrown.h"
#include "engine/run/workload.h"

namespace engine::run {

/// That an item is to be tried again: from which stage, and after which time by the wall.
struct Again {
  std::size_t stage = 0;
  Time due;
};

/// What became of an item that was to be parked. If neither, it goes on at once, or has failed.
struct Parting {
  bool is_parked = false;
  std::optional<Again> again = {};
};

/// Surrounds every stage of every item: no exception leaves it, and what fails ends there or is to
/// be tried again later. Shared by an executor's workers; thread-safe.
template <class Work>
class Boundary {
 public:
  using Item = typename Work::Item;
  using Context = typename Work::Context;

  /// `work` outlives this. May throw as Injector does.
  Boundary(const Work& work, const Plan& plan, Now now)
      : work_(work),
        now_(std::move(now)),
        wall_(plan.wall),
        retry_(plan.retry),
        divides_(plan.divide_batches),
        injector_(work, plan.faults, counters_) {}

  const Work& work() const { return work_; }
  const Now& now() const { return now_; }
  const RetryPolicy& retry() const { return retry_; }
  bool divides() const { return divides_; }
  const Injector<Work>& injector() const { return injector_; }
  BoundaryCounters& counters() { return counters_; }
  const BoundaryCounters& counters() const { return counters_; }
  /// In which a worker waits that has nothing else to do.
  Pause& pause() { return pause_; }

  /// Leads an item through a segment's stages and notes in its trace how long each took. Where it
  /// is to be tried again, says so; else it is through, or its trace has an error. Precondition:
  /// the stages have a `run`.
  std::optional<Again> lead(Item& item, Segment segment, Context& context) {
    Time before = begin(item.trace);
    for (std::size_t i = segment.first; i < segment.last; ++i) {
      if (is_late(item.trace, i, before)) return std::nullopt;
      Expected<Did> did =
          attempt(i, item, context, [&] { return work_.stages[i].run(item, context); });
      before = note(item.trace, i, before, did);
      if (!did) return decide(item, i, std::move(did.error()));
    }
    return std::nullopt;
  }

  /// Leads an item through a stage with a `park`.
  Parting park(Item& item, std::size_t stage, Context& context, queue::Wake wake) {
    const Time before = begin(item.trace);
    if (is_late(item.trace, stage, before)) return {};
    Expected<Did> did = attempt(stage, item, context, [&] {
      return work_.stages[stage].park(item, context, std::move(wake));
    });
    note(item.trace, stage, before, did);
    if (!did) return {.again = decide(item, stage, std::move(did.error()))};
    return {.is_parked = *did == Did::work};
  }

  /// Ends the stage of an item that was parked.
  void unpark(Item& item, std::size_t stage, queue::Leaving why) {
    Trace& trace = item.trace;
    note(trace, stage, trace.served, Did::work);
    if (why == queue::Leaving::late) time_out(trace, stage, "was not answered");
    if (why != queue::Leaving::never) return;
    const std::string name(work_.stages[stage].name);
    trace.error = Error{Reason::internal, name + " will not be answered any more"};
  }

  /// Leads items through a stage with a `run_batch`, and charges each its equal part of the time.
  /// Says for each whether it is to be tried again. Precondition: there is one.
  std::vector<std::optional<Again>> lead_batch(std::span<Item* const> items, std::size_t stage,
                                               Context& context) {
    const Time before = now_();
    std::vector<Expected<Did>> did(items.size(), Did::nothing);
    std::vector<Item*> sound;
    for (std::size_t i = 0; i < items.size(); ++i) {
      begin(items[i]->trace);
      if (is_late(items[i]->trace, stage, before)) continue;
      did[i] = attempt(stage, *items[i], context, [] { return Did::work; });  // its faults alone
      if (did[i]) sound.push_back(items[i]);
    }
    std::vector<Expected<Did>> came_to(sound.size(), Did::work);
    call(sound, came_to, stage, context);
    const Time after = now_();
    const Duration share = (after - before) / static_cast<Duration::rep>(items.size());
    std::vector<std::optional<Again>> again(items.size());
    for (std::size_t i = 0, next = 0; i < items.size(); ++i) {
      if (next < sound.size() && items[i] == sound[next]) did[i] = std::move(came_to[next++]);
      items[i]->trace.served = after;
      charge(items[i]->trace.stages[stage], share, did[i]);
      if (!did[i]) again[i] = decide(*items[i], stage, std::move(did[i].error()));
    }
    return again;
  }

 private:
  Time begin(Trace& trace) const {
    const Time now = now_();
    if (trace.stages.empty()) {
      trace.stages.assign(work_.stages.size() + 1, Trace::did_not_run);
      trace.started = now;
    }
    return trace.served = now;
  }

  template <class Run>
  Expected<Did> attempt(std::size_t stage, Item& item, Context& context, const Run& run) const {
    try {
      if (injector_.is_on()) {
        auto met = injector_.meet_stage(stage, item, context);
        if (!met) return tl::unexpected(std::move(met.error()));
      }
      return run();
    } catch (...) {
      return tl::unexpected(thrown_error());
    }
  }

  /// One that makes several fail by an exception may be innocent when it is alone.
  void call(std::span<Item* const> items, std::span<Expected<Did>> did, std::size_t stage,
            Context& context) const {
    if (items.empty()) return;
    try {
      return work_.stages[stage].run_batch(items, did, context);
    } catch (...) {
      if (items.size() == 1) did[0] = tl::unexpected(thrown_error());
    }
    if (items.size() == 1) return;
    for (std::size_t i = 0; i < items.size(); ++i) {
      did[i] = Did::work;
      call(items.subspan(i, 1), did.subspan(i, 1), stage, context);
    }
  }

  /// Returns when the stage ended.
  Time note(Trace& trace, std::size_t stage, Time before, const Expected<Did>& did) const {
    trace.served = now_();
    charge(trace.stages[stage], trace.served - before, did);
    return trace.served;
  }

  static void charge(Duration& stage, Duration took, const Expected<Did>& did) {
    if (!did || *did == Did::work) stage = std::max(stage, Duration::zero()) + took;
  }

  /// Is the item tried again, or is that its end?
  std::optional<Again> decide(Item& item, std::size_t stage, Error error) {
    Trace& trace = item.trace;
    if (!error.may_pass || !retry_.is_on() || trace.idle) {
      trace.error = std::move(error);
      return std::nullopt;
    }
    trace.failed_attempts.resize(work_.stages.size());
    const std::uint32_t tried = ++trace.failed_attempts[stage];
    trace.attempts = std::max(trace.attempts, tried);
    if (tried >= retry_.attempts) {
      trace.error = std::move(error);
      trace.used_up = true;
      return std::nullopt;
    }
    const Duration pause = retry_.pause_before(tried + 1, mixed(trace.number) ^ stage);
    if (trace.deadline && trace.served + pause >= *trace.deadline) {
      time_out(trace, stage, "was not tried again after: " + error.detail);
      return std::nullopt;
    }
    ++trace.retries;
    trace.attempts = std::max(trace.attempts, tried + 1);
    BoundaryCounters::add(counters_.retries);
    const std::size_t first =
        work_.start_again == nullptr ? stage : std::min(work_.start_again(item, stage), stage);
    return Again{first, wall_() + pause};
  }

  /// Whether it was past its deadline then, and has failed of that.
  bool is_late(Trace& trace, std::size_t stage, Time then) {
    if (!trace.deadline || then < *trace.deadline) return false;
    time_out(trace, stage, "was not begun");
    return true;
  }

  void time_out(Trace& trace, std::size_t stage, const std::string& what) {
    const std::string name(work_.stages[stage].name);
    // What took so long need not be the item's fault, as it is where a parser runs out of time.
    trace.error = Error{Reason::timed_out, name + " " + what, true};
    BoundaryCounters::add(counters_.timed_out);
  }

  const Work& work_;
  const Now now_;
  const Now wall_;
  const RetryPolicy retry_;
  const bool divides_;
  BoundaryCounters counters_;
  const Injector<Work> injector_;
  Pause pause_;
};

}  // namespace engine::run
