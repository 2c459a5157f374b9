// What an error in a stage comes to.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "engine/run/boundary_counters.h"
#include "engine/run/dice.h"
#include "engine/run/executor.h"
#include "engine/run/injector.h"
#include "engine/run/pause.h"
#include "engine/run/thrown.h"
#include "engine/run/workload.h"

namespace engine::run {

/// A run of stages, [first, last), that one worker leads an item through in one go.
struct Segment {
  std::size_t first = 0;
  std::size_t last = 0;
};

/// That an item is to be tried again: from which stage, and after which time by the wall.
struct Again {
  std::size_t stage = 0;
  Time due;
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
  /// is to be tried again, says so; else it is through, or its trace has an error.
  std::optional<Again> lead(Item& item, Segment segment, Context& context) {
    Trace& trace = item.trace;
    Time before = now_();
    if (trace.stages.empty()) {
      trace.stages.assign(work_.stages.size() + 1, Trace::did_not_run);
      trace.started = before;
    }
    trace.served = before;
    for (std::size_t i = segment.first; i < segment.last; ++i) {
      if (trace.deadline && before >= *trace.deadline) {
        time_out(trace, i, "was not begun");
        return std::nullopt;
      }
      Expected<Did> did = attempt(i, item, context);
      trace.served = now_();
      if (!did || *did == Did::work) note(trace.stages[i], trace.served - before);
      before = trace.served;
      if (!did) return decide(item, i, std::move(did.error()));
    }
    return std::nullopt;
  }

 private:
  Expected<Did> attempt(std::size_t stage, Item& item, Context& context) const {
    try {
      if (injector_.is_on()) {
        auto met = injector_.meet_stage(stage, item, context);
        if (!met) return tl::unexpected(std::move(met.error()));
      }
      return work_.stages[stage].run(item, context);
    } catch (...) {
      return tl::unexpected(thrown_error());
    }
  }

  static void note(Duration& stage, Duration took) {
    stage = stage == Trace::did_not_run ? took : stage + took;
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
    return Again{first, std::chrono::steady_clock::now() + pause};
  }

  void time_out(Trace& trace, std::size_t stage, const std::string& what) {
    const std::string name(work_.stages[stage].name);
    // What took so long need not be the item's fault, as it is where a parser runs out of time.
    trace.error = Error{Reason::timed_out, name + " " + what, true};
    BoundaryCounters::add(counters_.timed_out);
  }

  const Work& work_;
  const Now now_;
  const RetryPolicy retry_;
  const bool divides_;
  BoundaryCounters counters_;
  const Injector<Work> injector_;
  Pause pause_;
};

}  // namespace engine::run
