// What is done to items: an ordered list of stages, whatever executor runs it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/expected.h"

namespace engine::run {

using Time = std::chrono::steady_clock::time_point;
using Duration = std::chrono::nanoseconds;

/// The engine's clock. Replaceable, so that a harness can put its own time axis underneath.
using Now = std::function<Time()>;

/// What a stage did with an item.
enum class Did : std::uint8_t { work, nothing };

/// One step on an item's way. An error ends the item's way through the stages; it is then failed,
/// and still goes into the batch, so that its failure is remembered.
template <class Item, class Context>
struct Stage {
  std::string_view name;
  Expected<Did> (*run)(Item&, Context&);
  /// The pipeline has a queue behind this stage: another worker may take the item on from there.
  bool hands_over = false;
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
  /// Makes a batch's results durable, all or none. Failed items are in it, too.
  Expected<void> (*finish)(std::span<Item* const> batch, Context& context);
  /// Called before a batch's first item.
  void (*begin_batch)(Context& context);
  /// Called once for each item, after everything else.
  void (*release)(Item& item);
  /// Bytes that an item which is through the stages holds while it waits for its batch. Null: none.
  std::uint64_t (*held_bytes)(const Item& item) = nullptr;
  /// Items of equal identity replace one another: they are finished in the order in which they were
  /// submitted. Null: each stands for itself.
  std::size_t (*identity)(const Item& item) = nullptr;

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

  Time started;
  Time served;  // through the stages; what is left is its batch
  Time finished;
  std::vector<Duration> stages;  // in the workload's order, `finish` last
  std::optional<Error> error;
  /// Work of no document's that was done because there was time: it goes through the stages, but is
  /// in no batch and is never finished nor released.
  bool idle = false;
};

}  // namespace engine::run
