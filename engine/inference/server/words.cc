#include "engine/inference/server/words.h"

#include <fmt/format.h>

#include <ctime>
#include <iterator>

#include "engine/inference/schedule/answer_text.h"

namespace engine::inference::server {
namespace {

std::string_view name_of(schedule::Finish finish) {
  return finish == schedule::Finish::stop ? "stop" : "length";
}

std::string usage_json(std::size_t prompt_tokens, std::size_t answer_tokens) {
  return fmt::format(R"("usage":{{"prompt_tokens":{},"completion_tokens":{},"total_tokens":{}}})",
                     prompt_tokens, answer_tokens, prompt_tokens + answer_tokens);
}

std::string_view name_of(models::Models::State state) {
  switch (state) {
    case models::Models::State::absent:
      return "absent";
    case models::Models::State::loading:
      return "loading";
    case models::Models::State::loaded:
      return "loaded";
    case models::Models::State::failed:
      return "failed";
  }
  return "failed";
}

/// Of a message that may quote any bytes.
std::string whole_characters(std::string_view message) {
  schedule::AnswerText text;
  std::string whole = text.add(message);
  return whole += text.finish();
}

}  // namespace

void append_json(std::string& to, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  to += '"';
  std::size_t plain = 0;  // where the part begins that goes as it is
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    to += text.substr(plain, i - plain);
    plain = i + 1;
    if (byte == '\n') {
      to += "\\n";
    } else if (byte >= 0x20) {
      (to += '\\') += text[i];
    } else {
      ((to += "\\u00") += digits[byte >> 4]) += digits[byte & 15];
    }
  }
  to += text.substr(plain);
  to += '"';
}

Refusal refusal_of(Reason reason) {
  switch (reason) {
    case Reason::malformed:
    case Reason::invalid_option:
    case Reason::too_deep:
    case Reason::empty:
      return {400, "invalid_request_error"};
    case Reason::too_large:
      return {400, "context_length_exceeded"};
    case Reason::unreadable:
      return {404, "model_not_found"};
    case Reason::overloaded:
      return {429, "overloaded"};
    case Reason::stopped:
      return {503, "stopped"};
    case Reason::out_of_memory:
      return {503, "out_of_memory"};
    case Reason::timed_out:
      return {504, "timed_out"};
    case Reason::injected:
      return {500, "injected"};
    default:
      return {500, "internal_error"};
  }
}

std::string error_json(std::string_view type, std::string_view message) {
  std::string json = R"({"error":{"message":)";
  append_json(json, whole_characters(message));
  json += R"(,"type":)";
  append_json(json, type);
  return json += "}}";
}

AnswerWriter::AnswerWriter(std::uint64_t number, std::string_view model) {
  begin_ = fmt::format(R"({{"id":"cmpl-{}","object":"text_completion","created":{},"model":)",
                       number, static_cast<std::int64_t>(std::time(nullptr)));
  append_json(begin_, model);
  begin_ += R"(,"choices":[)";
}

std::string AnswerWriter::whole(const answers::Answer& answer) const {
  std::string json;
  json.reserve(begin_.size() + answer.text.size() + answer.text.size() / 8 + 160);
  json += begin_;
  json += R"({"index":0,"text":)";
  append_json(json, answer.text);
  fmt::format_to(std::back_inserter(json), R"(,"logprobs":null,"finish_reason":"{}"}}],{}}})",
                 name_of(answer.finish), usage_json(answer.prompt_tokens, answer.ends.size()));
  return json;
}

void AnswerWriter::append_event(std::string& to, std::string_view text) const {
  to += "data: ";
  to += begin_;
  to += R"({"index":0,"text":)";
  append_json(to, text);
  to += ",\"logprobs\":null,\"finish_reason\":null}]}\n\n";
}

void AnswerWriter::append_end(std::string& to, std::string_view rest,
                              schedule::Finish finish) const {
  to += "data: ";
  to += begin_;
  to += R"({"index":0,"text":)";
  append_json(to, rest);
  fmt::format_to(std::back_inserter(to), ",\"logprobs\":null,\"finish_reason\":\"{}\"}}]}}\n\n",
                 name_of(finish));
}

void AnswerWriter::append_usage(std::string& to, std::size_t prompt_tokens,
                                std::size_t answer_tokens) const {
  to += "data: ";
  to += begin_;
  fmt::format_to(std::back_inserter(to), "],{}}}\n\n", usage_json(prompt_tokens, answer_tokens));
}

std::string models_json(const std::vector<models::Models::Look>& models) {
  std::string json = R"({"object":"list","data":[)";
  for (const models::Models::Look& model : models) {
    if (&model != models.data()) json += ',';
    json += R"({"id":)";
    append_json(json, model.name);
    fmt::format_to(
        std::back_inserter(json),
        R"(,"object":"model","created":0,"owned_by":"prony","state":"{}","progress":{:.3f},"bytes":{}}})",
        name_of(model.state), model.progress, model.bytes);
  }
  return json += "]}";
}

std::string health_json(const models::Models::Look& first) {
  std::string json = R"({"status":)";
  const bool loading = first.state == models::Models::State::loading;
  const bool failed = first.state == models::Models::State::failed;
  json += loading ? R"("loading")" : failed ? R"("failed")" : R"("ok")";
  json += R"(,"model":)";
  append_json(json, first.name);
  if (loading) fmt::format_to(std::back_inserter(json), R"(,"progress":{:.3f})", first.progress);
  if (failed) {
    json += R"(,"error":)";
    append_json(json, whole_characters(first.error));
  }
  return json += '}';
}

}  // namespace engine::inference::server
