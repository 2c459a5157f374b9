#include "scenarios/openai/token_target.h"

#include <algorithm>

namespace scenarios::openai {

TokenTarget::TokenTarget(std::unique_ptr<harness::Target> client,
                         std::shared_ptr<const OpenAiMessages> messages)
    : Target(client->built()),
      messages_(std::move(messages)),
      client_(std::move(client)),
      own_(client_->counters().size()) {}

std::vector<harness::CounterInfo> TokenTarget::counters() const {
  std::vector<harness::CounterInfo> all = client_->counters();
  for (harness::CounterInfo& info : TokenTally::counters()) all.push_back(std::move(info));
  return all;
}

harness::Observation TokenTarget::observe(std::span<harness::CounterValue> values) {
  const std::size_t own = std::min(own_, values.size());
  messages_->tally().observe(values.subspan(own));
  return client_->observe(values.first(own));
}

}  // namespace scenarios::openai
