// What a request puts to a model.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace scenarios::openai {

/// Texts that are said one after the other, the last one by the user, and how long the answer to it
/// may be.
struct Conversation {
  std::string system;              // what all have in common; may be empty
  std::vector<std::string> turns;  // user, model, user, ...: an odd number of them
  std::uint64_t answer_tokens = 1;

  void clear() {
    system.clear();
    turns.clear();
  }

  /// All of it as one text, as a completion takes it.
  void append_text(std::string& into) const;
  /// `"prompt":"..."`, or `"messages":[...]`.
  void append_json(bool chat, std::string& into) const;
};

}  // namespace scenarios::openai
