// What is done to items: an ordered list of stages, whatever executor runs it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/expected.h"
#include "engine/run/queue/batch_policy.h"
#include "engine/run/queue/wake.h"
#include "engine/time.h"

namespace engine::run {

/// What a stage did with an item.
enum class Did : std::uint8_t { work, nothing };

/// What an item is to somebody who looks at its trace.
struct About {
  std::string_view id;
  std::uint64_t bytes = 0;
  bool from_cache = false;
};

/// One step on an item's way. An error ends the item's way through the stages; it is then failed,
/// and still goes into the batch, so that its failure is remembered. Of `run`, `park` and
/// `run_batch` there is one.
template <class Item, class Context>
struct Stage {
  std::string_view name;
  Expected<Did> (*run)(Item&, Context&) = nullptr;
  /// There may be a queue behind this stage: another worker may take the item on from there.
  bool hands_over = false;
  /// Asks something outside, and lets that wake the item up. Meanwhile the item holds no worker,
  /// and is moved: what comes must be put down where the item only points to. The stage lasts until
  /// it is woken, and what came of it is for the next stage to find out. Returns Did::nothing where
  /// there is nothing to wait for; the item then goes on at once, whoever has the Wake.
  Expected<Did> (*park)(Item&, Context&, queue::Wake) = nullptr;
  /// Works on several items at once. `did` has a place for each, Did::work until it is said
  /// otherwise. After an exception each is tried by itself, so it leaves them as they were.
  void (*run_batch)(std::span<Item* const> items, std::span<Expected<Did>> did, Context&) = nullptr;
  queue::BatchPolicy batch = {};  // of run_batch: which items it gets at once
};

/// A kind of work. Item has a member `Trace trace`; Context is what one worker has: the engine's
/// services and the worker's own tools.
template <class ItemType, class ContextType>
struct Workload {
  using Item = ItemType;
  using Context = ContextType;

  std::string_view name;
  std::span<const Stage<Item, Context>> stages;
  /// The name under which `finish` appears among the stages, last.
  std::string_view finish_name;
  /// Makes a batch's results durable, all or none. Failed items are in it, too. May be called again
  /// with them, or with some of them, after an error or an exception: so it then leaves them as
  /// they were.
  Expected<void> (*finish)(std::span<Item* const> batch, Context& context);
  /// Called before a batch's first item.
  void (*begin_batch)(Context& context);
  /// Called once for each item, after everything else. A Service puts its own here.
  std::function<void(Item& item)> release;
  /// Bytes that an item which is through the stages holds while it waits for its batch. Null: none.
  std::uint64_t (*held_bytes)(const Item& item) = nullptr;
  /// Items of equal identity replace one another: they are finished in the order in which they were
  /// submitted. Null: each stands for itself.
  std::size_t (*identity)(const Item& item) = nullptr;
  /// The stage from which an item is tried again after the given one failed: that one or an earlier
  /// one. May put the item back into the state that it had there. Must not throw. Null: the stage
  /// that failed, with the item as that left it.
  std::size_t (*start_again)(Item& item, std::size_t failed_stage) = nullptr;
  /// For a fault plan: lets a crash happen to what the next stage works with, which then dies of
  /// it. Null: a plan with crashes is refused.
  void (*crash)(Item& item, Context& context) = nullptr;
  /// What telemetry is told of an item that has ended, besides its trace. Called once for each, and
  /// may put its stages' times in order first. Null: nothing.
  About (*about)(Item& item) = nullptr;

  std::vector<std::string_view> stage_names() const {
    std::vector<std::string_view> names;
    for (const auto& stage : stages) names.push_back(stage.name);
    names.push_back(finish_name);
    return names;
  }
};

/// What happened to an item, and when.
struct Trace {
  static constexpr Duration did_not_run{-1};

  /// Names the item to the fault plan and to the jitter of its pauses; whoever submits it says.
  std::uint64_t number = 0;
  /// By the engine's clock: past it, the item begins no further stage, but fails as timed_out. A
  /// stage may set it. What is through the stages is finished all the same.
  std::optional<Time> deadline;

  Time started;
  Time served;  // through the stages; what is left is its batch
  Time finished;
  /// In the workload's order, `finish` last; a stage's attempts together, without the pauses.
  std::vector<Duration> stages;
  std::optional<Error> error;
  std::uint32_t attempts = 1;  // the most that any stage, or the finish, was given
  std::uint32_t retries = 0;   // of all of them together
  bool used_up = false;        // the error may pass, but didn't in all the attempts (more than one)
  std::vector<std::uint32_t> failed_attempts;  // by stage, of those tried again; empty if none was
  /// Work of no document's that was done because there was time: it goes through the stages, but is
  /// in no batch and is never finished nor released.
  bool idle = false;
};

}  // namespace engine::run
