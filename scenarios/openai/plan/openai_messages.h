// Requests in the OpenAI form.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scenarios/http/plan/kind_choice.h"
#include "scenarios/http/plan/message_source.h"
#include "scenarios/openai/answer/completion_reader.h"
#include "scenarios/openai/plan/prompts.h"

namespace scenarios::openai {

/// What all requests have in common.
struct RequestForm {
  http::Endpoint endpoint;
  http::Expectation expectation;
  std::string head;     // from the request line on, without the fields that each has of its own
  std::string members;  // of the body, with a comma behind each: "temperature":0,"stream":true,
  std::vector<std::string> models;  // one, or two of which a request asks one
  double other_share = 0;           // of the requests, that ask the second
  bool chat = false;
  bool streamed = true;
  Verify verify = Verify::off;
};

/// A request for each item, known by its number in `x-request-id`.
class OpenAiMessages final : public http::MessageSource {
 public:
  OpenAiMessages(RequestForm form, std::shared_ptr<const Prompts> prompts);
  OpenAiMessages(const OpenAiMessages&) = delete;
  OpenAiMessages& operator=(const OpenAiMessages&) = delete;

  const http::Endpoint& endpoint() const override { return form_.endpoint; }
  std::uint64_t population() const override { return prompts_->count(); }
  /// Each model's requests are one, where there are two models.
  harness::RequestClasses classes() const override;
  const http::Expectation& expectation(std::size_t) const override { return form_.expectation; }
  bool bodyless(std::size_t) const override { return false; }
  std::size_t write(const harness::Request& request, std::string& into) const override;
  std::unique_ptr<http::BodyReader> make_reader() const override {
    return std::make_unique<CompletionReader>(answers_);
  }

  const TokenTally& tally() const { return tally_; }

 private:
  void tell_asked(const harness::Request& request, AskedFor& into) const;

  const RequestForm form_;
  const std::shared_ptr<const Prompts> prompts_;
  const http::KindChoice choice_;  // of the models
  mutable TokenTally tally_;
  AnswerForm answers_;
};

}  // namespace scenarios::openai
