// What an error in finishing a batch comes to.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

#include "engine/run/bisect.h"
#include "engine/run/boundary.h"

namespace engine::run {

/// Finishes batches, for one worker: what may pass is tried again while the worker waits, as nobody
/// else could commit meanwhile. What is not the store's fault as a whole (an error that can't pass,
/// or an exception) is tried in halves, until only the items at fault have failed.
template <class Work>
class Commit {
 public:
  using Item = typename Work::Item;
  using Batch = std::span<Item* const>;
  using Context = typename Work::Context;

  Commit(Boundary<Work>& boundary, Context& context) : boundary_(boundary), context_(context) {}

  /// Finishes a batch, which is not to be released yet, and charges each item its equal part of the
  /// time since `before`, pauses and all. No exception leaves it. Precondition: the batch is not
  /// empty.
  void run(Batch batch, Time before) {
    bisect(batch, [this](Batch part) { return settle(part); });
    const Time after = boundary_.now()();
    const Duration share = (after - before) / static_cast<Duration::rep>(batch.size());
    for (Item* item : batch) {
      Trace& trace = item->trace;
      trace.stages.back() = share;
      trace.finished = after;
      BoundaryCounters& counters = boundary_.counters();
      if (trace.used_up) BoundaryCounters::add(counters.used_up);
      if (trace.retries > 0 && !trace.error) BoundaryCounters::add(counters.recovered);
    }
  }

 private:
  struct Refusal {
    Error error;
    bool of_some = false;  // not necessarily of all
  };

  /// False where the halves are to be tried by themselves.
  bool settle(Batch part) {
    const bool divides = boundary_.divides() && part.size() > 1;
    for (std::size_t attempt = 1;; ++attempt) {
      const std::optional<Refusal> refusal = try_once(part, attempt);
      if (!refusal) return true;
      if (divides && refusal->of_some) {
        BoundaryCounters::add(boundary_.counters().divided);
        return false;
      }
      if (refusal->error.may_pass && grant(part, attempt)) continue;
      for (Item* item : part) item->trace.error = refusal->error;
      return true;
    }
  }

  std::optional<Refusal> try_once(Batch part, std::size_t attempt) {
    try {
      const Injector<Work>& injector = boundary_.injector();
      auto finished =
          injector.is_on() ? injector.meet_finish(part, context_, attempt) : Expected<void>();
      if (finished) finished = boundary_.work().finish(part, context_);
      if (finished) return std::nullopt;
      return Refusal{finished.error(), !finished.error().may_pass};
    } catch (...) {
      return Refusal{thrown_error(), true};
    }
  }

  /// Whether there is another attempt after this one; waits for it.
  bool grant(Batch part, std::size_t attempt) {
    const RetryPolicy& retry = boundary_.retry();
    if (!retry.is_on()) return false;
    const bool again = attempt < retry.attempts;
    const auto given = static_cast<std::uint32_t>(again ? attempt + 1 : attempt);
    for (Item* item : part) {
      Trace& trace = item->trace;
      trace.attempts = std::max(trace.attempts, given);
      trace.retries += again ? 1 : 0;
      trace.used_up = trace.used_up || !again;
    }
    if (!again) return false;
    BoundaryCounters::add(boundary_.counters().retries);
    const std::uint64_t who = mixed(part.front()->trace.number) ^ boundary_.work().stages.size();
    boundary_.pause().wait(retry.pause_before(attempt + 1, who));
    return true;
  }

  Boundary<Work>& boundary_;
  Context& context_;
};

}  // namespace engine::run
