#include "scenarios/openai/token_target.h"

#include <algorithm>

namespace scenarios::openai {

TokenTarget::TokenTarget(std::unique_ptr<harness::Target> client,
                         std::shared_ptr<const OpenAiMessages> messages)
    : TargetAround(std::move(client)),
      messages_(std::move(messages)),
      own_(within().counters().size()) {}

std::vector<harness::CounterInfo> TokenTarget::counters() const {
  std::vector<harness::CounterInfo> all = within().counters();
  for (harness::CounterInfo& info : TokenTally::counters()) all.push_back(std::move(info));
  return all;
}

harness::Observation TokenTarget::observe(std::span<harness::CounterValue> values) {
  const std::size_t own = std::min(own_, values.size());
  messages_->tally().observe(values.subspan(own));
  return within().observe(values.first(own));
}

}  // namespace scenarios::openai
