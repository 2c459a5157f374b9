// What the server writes in its answers' bodies.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/inference/answers/answers.h"
#include "engine/inference/models/models.h"

namespace engine::inference::server {

/// Appends the text as a JSON string, quotes included. Precondition: valid UTF-8.
void append_json(std::string& to, std::string_view text);

/// What an error is to a client.
struct Refusal {
  unsigned status = 500;
  std::string_view type;
};
Refusal refusal_of(Reason reason);
/// {"error": ...}
std::string error_json(std::string_view type, std::string_view message);

/// Writes the bodies of one answer: whole, or as events. Its beginning is made once.
class AnswerWriter {
 public:
  AnswerWriter(std::uint64_t number, std::string_view model);

  std::string whole(const answers::Answer& answer) const;
  /// An event for a token.
  void append_event(std::string& to, std::string_view text) const;
  /// The event that says why the answer has ended, with the text that was still lacking.
  void append_end(std::string& to, std::string_view rest, schedule::Finish finish) const;
  /// The event with the usage.
  void append_usage(std::string& to, std::size_t prompt_tokens, std::size_t answer_tokens) const;

 private:
  std::string begin_;  // {"id": ... "choices":[
};

std::string models_json(const std::vector<models::Models::Look>& models);
/// Of the first model.
std::string health_json(const models::Models::Look& first);

}  // namespace engine::inference::server
