// One answer of a model after the other, read as it comes.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "harness/clock.h"
#include "scenarios/http/plan/body_reader.h"
#include "scenarios/openai/answer/event_reader.h"
#include "scenarios/openai/answer/said.h"
#include "scenarios/openai/answer/token_tally.h"

namespace scenarios::openai {

/// What a request asked, as far as its answer shows it.
struct AskedFor {
  std::string id;            // its x-request-id
  std::uint64_t tokens = 0;  // at most
  std::string prompt;        // only where an echo is verified
};

/// What is checked of answers besides their form.
enum class Verify : std::uint8_t {
  off,
  id,   // the answer has the request's x-request-id
  echo  // and its text is that of the prompt, again and again
};

/// What all readers of a run go by. Outlives them.
struct AnswerForm {
  bool streamed = true;
  Verify verify = Verify::off;
  std::function<void(const harness::Request& request, AskedFor& into)> asked;
  TokenTally* tally = nullptr;
};

/// Of a stream the first event with text is the first result, and from there each one's distance to
/// the one before is a gap; those that come in one piece have been there at one time. A whole
/// answer is its own first result, and has no gaps. Wrong is, by its reason: `not a stream`,
/// `malformed event`, `event too large`, `error in the stream`, `stream without [DONE]`, `event
/// after [DONE]`, `malformed answer`, `answer of another request`, `answer of another prompt`.
class CompletionReader final : public http::BodyReader {
 public:
  explicit CompletionReader(const AnswerForm& form) : form_(form) {}

  void begin(const harness::Request& request) override;
  void take_field(std::string_view name, std::string_view value) override;
  void end_header(bool right) override { right_ = right; }
  bool take(std::string_view piece, harness::Instant now) override;
  std::optional<Wrong> end(harness::Instant now) override;
  const Wrong& wrong() const override { return wrong_; }
  std::string complaint() const override;
  std::string how_far() const override;
  void take_results(http::Results& into) override;

 private:
  bool take_event(harness::Instant now);
  bool take_text(std::string_view text);
  void take_usage();
  bool reject(std::string reason, std::string example = {});
  std::optional<Wrong> end_stream();
  std::optional<Wrong> end_whole(harness::Instant now);

  const AnswerForm& form_;
  AskedFor asked_;
  bool right_ = false, done_ = false, has_id_ = false;
  std::string other_id_, other_type_;  // in its header, in place of the right ones
  EventReader events_;
  Said said_;
  std::string body_;         // of an answer that is whole, or of one with another status
  std::uint64_t texts_ = 0;  // events with text
  std::size_t echoed_ = 0;   // bytes of text
  harness::Instant last_;    // of the events with text
  std::optional<std::uint64_t> prompt_tokens_, answer_tokens_;
  http::Results results_;
  Wrong wrong_;
};

}  // namespace scenarios::openai
