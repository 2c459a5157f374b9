// What a request's body asks for.
#pragma once

#include <string>
#include <string_view>

#include "engine/inference/schedule/job.h"

namespace engine::inference::server {

struct Question {
  std::string model;  // empty: the server's first
  schedule::Ask ask;
  bool stream = false;
  bool include_usage = false;  // in a last event of its own
};

/// The body of POST /v1/completions. What only changes how tokens are drawn by chance is ignored:
/// answers are greedy. Errors: malformed (no JSON, or of another form), invalid_option (a value out
/// of its range, or something that the server doesn't do), too_deep; they name the field.
Expected<Question> read_question(std::string_view body, std::size_t most_tokens);

}  // namespace engine::inference::server
