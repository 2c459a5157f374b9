#include "scenarios/openai/answer/completion_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/result/printable.h"

namespace scenarios::openai {
namespace {

constexpr std::size_t longest_shown = 120;
constexpr std::size_t most_complaint = std::size_t{4} << 10;
constexpr std::size_t most_kept_body = std::size_t{64} << 10;

constexpr char small_letter(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_field(std::string_view name, std::string_view small) {
  return std::ranges::equal(name, small, {}, small_letter);
}

std::string excerpt(std::string_view text) {
  return harness::result::printable(text.substr(0, longest_shown));
}

}  // namespace

void CompletionReader::begin(const harness::Request& request) {
  form_.asked(request, asked_);
  right_ = done_ = has_id_ = false;
  other_id_.clear();
  other_type_.clear();
  events_.begin();
  body_.clear();
  if (body_.capacity() > most_kept_body) body_.shrink_to_fit();
  texts_ = 0;
  echoed_ = 0;
  prompt_tokens_.reset();
  answer_tokens_.reset();
  results_.clear();
}

void CompletionReader::take_field(std::string_view name, std::string_view value) {
  if (is_field(name, "x-request-id")) {
    has_id_ = true;
    if (value != asked_.id) other_id_ = value.substr(0, longest_shown);
  } else if (is_field(name, "content-type")) {
    constexpr std::string_view streams = "text/event-stream";
    if (!is_field(value.substr(0, streams.size()), streams)) {
      other_type_ = value.substr(0, longest_shown);
    }
  }
}

bool CompletionReader::reject(std::string reason, std::string example) {
  wrong_ = {std::move(reason), std::move(example)};
  return false;
}

bool CompletionReader::take(std::string_view piece, harness::Instant now) {
  if (!right_) {
    body_ += piece.substr(0, most_complaint - std::min(most_complaint, body_.size()));
    return true;
  }
  if (form_.verify != Verify::off && (!has_id_ || !other_id_.empty())) {
    return reject("answer of another request",
                  fmt::format("x-request-id is {} in place of {}",
                              has_id_ ? excerpt(other_id_) : "missing", asked_.id));
  }
  if (!form_.streamed) {
    body_ += piece;
    return true;
  }
  if (!other_type_.empty()) return reject("not a stream", excerpt(other_type_));
  while (true) {
    const EventReader::Next next = events_.next(piece);
    if (next == EventReader::Next::needs_more) return true;
    if (next == EventReader::Next::too_large) return reject("event too large", how_far());
    if (!take_event(now)) return false;
  }
}

bool CompletionReader::take_event(harness::Instant now) {
  const std::string_view data = events_.data();
  if (done_) return reject("event after [DONE]", excerpt(data));
  if (data == "[DONE]") return done_ = true;
  const bool read = read_said(data, said_);
  if (said_.is_error || events_.type() == "error") {
    return reject("error in the stream",
                  fmt::format("{}: {}", how_far(), excerpt(said_.is_error ? said_.error : data)));
  }
  if (!read) return reject("malformed event", fmt::format("{}: {}", how_far(), excerpt(data)));
  take_usage();
  if (said_.text.empty()) return true;
  if (!take_text(said_.text)) return false;
  if (texts_++ == 0) {
    results_.first = now;
  } else {
    results_.gaps.push_back(now - last_);
  }
  last_ = now;
  return true;
}

/// Continuous usage comes with each event: the last one is the whole one.
void CompletionReader::take_usage() {
  if (said_.prompt_tokens) prompt_tokens_ = said_.prompt_tokens;
  if (said_.completion_tokens) answer_tokens_ = said_.completion_tokens;
}

bool CompletionReader::take_text(std::string_view text) {
  if (form_.verify != Verify::echo) return true;
  const std::string_view prompt = asked_.prompt;
  while (!text.empty()) {
    const std::size_t at = prompt.empty() ? 0 : echoed_ % prompt.size();
    const std::size_t length = std::min(text.size(), prompt.size() - at);
    if (length == 0 || text.substr(0, length) != prompt.substr(at, length)) {
      return reject("answer of another prompt",
                    fmt::format("'{}' after {} bytes", excerpt(text), echoed_));
    }
    echoed_ += length;
    text.remove_prefix(length);
  }
  return true;
}

std::optional<http::BodyReader::Wrong> CompletionReader::end_stream() {
  if (!done_) return Wrong{"stream without [DONE]", how_far()};
  results_.units = answer_tokens_.value_or(texts_);
  return std::nullopt;
}

std::optional<http::BodyReader::Wrong> CompletionReader::end_whole(harness::Instant now) {
  if (!read_said(body_, said_) || (!said_.has_choices && !said_.is_error)) {
    return Wrong{"malformed answer", excerpt(body_)};
  }
  if (said_.is_error) return Wrong{"error in the answer", excerpt(said_.error)};
  if (!take_text(said_.text)) return wrong_;
  take_usage();
  results_.first = now;
  results_.units = answer_tokens_.value_or(0);
  return std::nullopt;
}

std::optional<http::BodyReader::Wrong> CompletionReader::end(harness::Instant now) {
  if (auto wrong = form_.streamed ? end_stream() : end_whole(now)) return wrong;
  TokenTally& tally = *form_.tally;
  const auto add = [](std::atomic<std::uint64_t>& total, std::uint64_t more) {
    if (more > 0) total.fetch_add(more, std::memory_order_relaxed);
  };
  add(tally.asked, asked_.tokens);
  add(tally.prompts, prompt_tokens_.value_or(0));
  add(tally.answers, results_.units);
  add(tally.events, texts_);
  add(tally.uncounted, answer_tokens_ ? 0 : 1);
  return std::nullopt;
}

/// The message that servers put in the body of an error; else its beginning.
std::string CompletionReader::complaint() const {
  Said said;
  const bool read = read_said(body_, said);
  return excerpt(read && said.is_error && !said.error.empty() ? said.error : body_);
}

std::string CompletionReader::how_far() const {
  if (!form_.streamed) return fmt::format("after {} bytes of its body", body_.size());
  if (texts_ == 0) return "before its first token";
  return fmt::format("after {} {}", texts_, texts_ == 1 ? "token" : "tokens");
}

void CompletionReader::take_results(http::Results& into) {
  std::swap(results_, into);
}

}  // namespace scenarios::openai
