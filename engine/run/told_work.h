// For tests: a workload that does as it is told.
#pragma once

#include <algorithm>
#include <array>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "engine/run/executor.h"

namespace engine::run::told {

struct Teller;

/// An item that counts how often each of its three stages was begun.
struct Item {
  int number = 0;
  std::size_t identity = 0;
  Teller* teller = nullptr;
  std::array<std::size_t, 3> begun{};
  bool is_hit = false;  // a crash was let happen
  Trace trace;
};

/// Says what a stage (0 to 2) and a transaction come to, on the workers' threads, and notes what
/// happened. Without a word all goes well.
struct Teller {
  std::function<Expected<Did>(Item&, std::size_t stage)> stage;
  std::function<Expected<void>(std::span<Item* const>)> finish;

  std::mutex mutex;
  std::condition_variable changed;
  std::map<int, Trace> released;
  std::vector<int> committed;        // by transactions that succeeded, in their order
  std::vector<std::size_t> batches;  // sizes of all the transactions that were tried
  int crashes = 0;

  /// Waits until so many were released.
  void await_released(std::size_t count) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return released.size() >= count; });
  }
  bool has_released(int number) {
    const std::lock_guard lock(mutex);
    return released.count(number) > 0;
  }
};

struct Context {};

template <std::size_t number>
Expected<Did> stage(Item& item, Context&) {
  ++item.begun[number];
  if (std::exchange(item.is_hit, false)) return passing_failure(Reason::crashed, "hit");
  return item.teller->stage ? item.teller->stage(item, number) : Did::work;
}

inline Expected<void> finish(std::span<Item* const> batch, Context&) {
  Teller& teller = *batch.front()->teller;
  {
    const std::lock_guard lock(teller.mutex);
    teller.batches.push_back(batch.size());
  }
  if (teller.finish) {
    if (auto told = teller.finish(batch); !told) return told;
  }
  const std::lock_guard lock(teller.mutex);
  for (const Item* item : batch) {
    if (!item->trace.error) teller.committed.push_back(item->number);
  }
  return {};
}

inline void begin_batch(Context&) {}

inline void release(Item& item) {
  const std::lock_guard lock(item.teller->mutex);
  // Twice would be seen as an error that no test expects.
  if (!item.teller->released.emplace(item.number, item.trace).second) {
    item.teller->released[item.number].error = Error{Reason::internal, "released twice"};
  }
  item.teller->changed.notify_all();
}

inline std::size_t identity(const Item& item) {
  return item.identity;
}

inline void crash(Item& item, Context&) {
  item.is_hit = true;
  const std::lock_guard lock(item.teller->mutex);
  ++item.teller->crashes;
}

using Work = Workload<Item, Context>;
inline constexpr std::array<Stage<Item, Context>, 3> stages{
    {{"first", stage<0>, true}, {"second", stage<1>}, {"third", stage<2>}}};
inline const Work work{"told",  stages,  "finish", finish,  begin_batch,
                       release, nullptr, identity, nullptr, crash};

// The kinds of executors that there are.
struct Sequential {
  static constexpr std::size_t workers = 1;
  static constexpr bool hands_over = false;
};
struct Threads {
  static constexpr std::size_t workers = 3;
  static constexpr bool hands_over = false;
};
struct Staged {
  static constexpr std::size_t workers = 3;
  static constexpr bool hands_over = true;
};

template <class As>
std::unique_ptr<Executor<Work>> make(Plan plan, const Work& does = work) {
  plan.workers = As::workers;
  plan.hands_over = As::hands_over;
  return std::make_unique<Executor<Work>>(
      does, plan, [] { return std::make_unique<Context>(); }, std::chrono::steady_clock::now);
}

inline bool submit(Executor<Work>& executor, Teller& teller, int number, std::size_t identity,
                   bool may_wait = true) {
  Item item{.number = number, .identity = identity, .teller = &teller, .trace = {}};
  item.trace.number = static_cast<std::uint64_t>(number);
  return executor.submit(item, may_wait);
}

/// Each with an identity of its own.
inline void submit_all(Executor<Work>& executor, Teller& teller, int count) {
  for (int i = 0; i < count; ++i) submit(executor, teller, i, static_cast<std::size_t>(i));
}

inline constexpr Duration hour = std::chrono::hours(1);
inline constexpr RetryPolicy quick{.attempts = 3,
                                   .first_pause = std::chrono::milliseconds(1),
                                   .longest_pause = std::chrono::milliseconds(1)};
/// As good as for ever: nothing gets through such a pause but by stopping.
inline constexpr RetryPolicy slow{.attempts = 3, .first_pause = hour, .longest_pause = hour};

}  // namespace engine::run::told
