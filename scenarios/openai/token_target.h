// A server that answers in tokens, with counters of them.
#pragma once

#include <memory>

#include "harness/target.h"
#include "scenarios/openai/plan/openai_messages.h"

namespace scenarios::openai {

/// Hands everything on to the client over HTTP; adds what its answers were counted to be.
class TokenTarget final : public harness::Target {
 public:
  TokenTarget(std::unique_ptr<harness::Target> client,
              std::shared_ptr<const OpenAiMessages> messages);

  std::uint64_t population() const override { return client_->population(); }
  void submit(const harness::Request& request, harness::Completion done) override {
    client_->submit(request, done);
  }
  bool concurrent() const override { return client_->concurrent(); }
  std::unique_ptr<harness::Attendance> attend() override { return client_->attend(); }
  std::vector<std::string> stages() const override { return client_->stages(); }
  harness::RequestClasses classes() const override { return client_->classes(); }
  std::vector<harness::CounterInfo> counters() const override;
  harness::Observation observe(std::span<harness::CounterValue> values) override;
  harness::Expected<void> verify() override { return client_->verify(); }

 private:
  const std::shared_ptr<const OpenAiMessages> messages_;
  const std::unique_ptr<harness::Target> client_;  // ends before its messages do
  const std::size_t own_;                          // counters of the client itself
};

}  // namespace scenarios::openai
