// For tests: a workload that asks somebody outside, and works on the answers together.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "engine/run/workload.h"

namespace engine::run::asking {

struct Asker;

/// Its answer is put down where it only points to: it is moved while it waits.
struct Item {
  int number = 0;
  std::size_t identity = 0;
  Asker* asker = nullptr;
  std::shared_ptr<std::string> answer = std::make_shared<std::string>();
  int asked = 0;
  Trace trace;
};

/// Says what a question and a batch come to, and notes what happened. Without a word each question
/// is answered at once, and all goes well.
struct Asker {
  /// Owes the item a wake-up, or returns Did::nothing, or an error.
  std::function<Expected<Did>(Item&, queue::Wake)> ask;
  std::function<void(std::span<Item* const>, std::span<Expected<Did>>)> score;

  std::mutex mutex;
  std::vector<std::size_t> batches;  // sizes of those that were scored, alone or together
  std::map<int, Trace> released;
  std::map<int, std::string> answers;
  std::vector<int> committed;
};

struct Context {};

inline Expected<Did> ask(Item& item, Context&, queue::Wake wake) {
  ++item.asked;
  if (item.asker->ask) return item.asker->ask(item, std::move(wake));
  *item.answer = "at once";
  wake();
  return Did::work;
}

inline void score(std::span<Item* const> items, std::span<Expected<Did>> did, Context&) {
  Asker& asker = *items.front()->asker;
  {
    const std::lock_guard lock(asker.mutex);
    asker.batches.push_back(items.size());
  }
  if (asker.score) asker.score(items, did);
}

inline Expected<void> finish(std::span<Item* const> batch, Context&) {
  Asker& asker = *batch.front()->asker;
  const std::lock_guard lock(asker.mutex);
  for (const Item* item : batch) {
    if (!item->trace.error) asker.committed.push_back(item->number);
  }
  return {};
}

inline void begin_batch(Context&) {}

inline void release(Item& item) {
  const std::lock_guard lock(item.asker->mutex);
  item.asker->answers[item.number] = *item.answer;
  // Twice would be seen as an error that no test expects.
  if (!item.asker->released.emplace(item.number, item.trace).second) {
    item.asker->released[item.number].error = Error{Reason::internal, "released twice"};
  }
}

inline std::size_t identity(const Item& item) {
  return item.identity;
}

using Work = Workload<Item, Context>;
using Stages = std::array<Stage<Item, Context>, 2>;

/// Two stages, one of which parks and one of which batches.
inline Stages stages(const queue::BatchPolicy& batch) {
  return {{{.name = "ask", .park = ask}, {.name = "score", .run_batch = score, .batch = batch}}};
}

/// `stages` must outlive it.
inline Work work(const Stages& stages) {
  return {"asking", stages, "finish", finish, begin_batch, release, nullptr, identity};
}

}  // namespace engine::run::asking
