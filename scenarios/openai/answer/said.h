// What a JSON object of the OpenAI form says: of an event in a stream, or of a whole answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace scenarios::openai {

struct Said {
  /// Of the choices: `text`, or `content` and `reasoning_content` of the delta or the message.
  std::string text = {};
  std::string finish_reason = {};  // "length"; empty: it goes on
  bool is_error = false;           // it has an `error` other than null
  std::string error = {};          // whose message may be empty
  bool has_choices = false;
  std::optional<std::uint64_t> prompt_tokens = {}, completion_tokens = {};  // of `usage`

  void clear();
};

/// Empties `said` first. False: the text is no JSON object, or one that is nested more than 64
/// deep. Members that nobody asks for are passed over.
bool read_said(std::string_view json, Said& said);

}  // namespace scenarios::openai
