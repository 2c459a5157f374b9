// Answers that were given before, kept for those who ask again.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cache/cache.h"
#include "engine/inference/schedule/job.h"
#include "engine/option_info.h"

namespace engine::inference::answers {

/// A whole answer.
struct Answer {
  std::string text;
  std::vector<std::uint32_t> ends;  // by token: the bytes of the text up to its end
  schedule::Finish finish = schedule::Finish::length;
  std::size_t prompt_tokens = 0;

  std::uint64_t bytes() const {
    return sizeof *this + text.capacity() + ends.capacity() * sizeof ends[0];
  }
};

/// Names all that an answer depends on: the model, the prompt and the parameters.
key::Key key_of(std::string_view model, const schedule::Ask& ask);

/// A cache, from which an answer can be dropped at once: also one that is being made meanwhile is
/// not kept then. Thread-safe.
class Answers {
 public:
  Answers(const cache::policy::Limits& limits, Now now);

  /// Names the time between two droppings.
  using Epoch = std::uint64_t;
  Epoch epoch() const { return epoch_.load(std::memory_order_acquire); }

  /// Null: not there, or too old.
  std::shared_ptr<const Answer> find(const key::Key& key);
  /// `since` is the epoch in which it was begun, `cost` what it took. Nothing is kept where
  /// anything was dropped since.
  void keep(const key::Key& key, std::shared_ptr<const Answer> answer, Duration cost, Epoch since);
  /// Whether it was there.
  bool forget(const key::Key& key);
  void forget_all();
  cache::Counters counters() const { return cache_.counters(); }

 private:
  const Now now_;
  cache::Cache<Answer> cache_;
  std::mutex mutex_;  // of whoever keeps or drops
  std::atomic<Epoch> epoch_{0};
};

/// The rows cache.*, with what is claimed for answers.
OptionTable<cache::policy::Limits> rows();

}  // namespace engine::inference::answers
