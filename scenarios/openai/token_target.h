// A server that answers in tokens, with counters of them.
#pragma once

#include <memory>

#include "harness/target_around.h"
#include "scenarios/openai/plan/openai_messages.h"

namespace scenarios::openai {

/// Hands everything on to the client over HTTP; adds what its answers were counted to be.
class TokenTarget final : public harness::TargetAround {
 public:
  TokenTarget(std::unique_ptr<harness::Target> client,
              std::shared_ptr<const OpenAiMessages> messages);

  std::vector<harness::CounterInfo> counters() const override;
  harness::Observation observe(std::span<harness::CounterValue> values) override;

 private:
  const std::shared_ptr<const OpenAiMessages> messages_;
  const std::size_t own_;  // counters of the client itself
};

}  // namespace scenarios::openai
