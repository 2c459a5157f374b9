#include "scenarios/openai/answer/token_tally.h"

#include <algorithm>

namespace scenarios::openai {

using harness::CounterKind;

std::vector<harness::CounterInfo> TokenTally::counters() {
  return {
      {"tokens_asked", "tokens", CounterKind::total, "most that answers might have had"},
      {"prompt_tokens", "tokens", CounterKind::total, "of prompts, as the server counts them"},
      {"answer_tokens", "tokens", CounterKind::total,
       "of answers, as the server counts them; else the events that brought text"},
      {"text_events", "events", CounterKind::total, "of streams, that brought text"},
      {"answers_without_usage", "requests", CounterKind::total,
       "for which the server told no usage, so that their tokens are the events of their streams"},
  };
}

void TokenTally::observe(std::span<harness::CounterValue> values) const {
  const std::array<const std::atomic<std::uint64_t>*, 5> all{&asked, &prompts, &answers, &events,
                                                             &uncounted};
  for (std::size_t i = 0; i < std::min(all.size(), values.size()); ++i) {
    values[i] = static_cast<double>(all.at(i)->load(std::memory_order_relaxed));
  }
}

}  // namespace scenarios::openai
