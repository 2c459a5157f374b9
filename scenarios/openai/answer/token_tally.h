// Tokens and answers, counted by the threads that receive them.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

#include "harness/counter.h"

namespace scenarios::openai {

/// Of the answers that were right. Any thread adds; any reads.
struct TokenTally {
  std::atomic<std::uint64_t> asked{0};      // at most so many tokens of answers were asked for
  std::atomic<std::uint64_t> prompts{0};    // tokens of prompts, where the server tells them
  std::atomic<std::uint64_t> answers{0};    // tokens of answers
  std::atomic<std::uint64_t> events{0};     // of streams, that brought some text
  std::atomic<std::uint64_t> uncounted{0};  // answers for which the server told no usage

  static std::vector<harness::CounterInfo> counters();
  /// Precondition: a value for each of counters().
  void observe(std::span<harness::CounterValue> values) const;
};

}  // namespace scenarios::openai
