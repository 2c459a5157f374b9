#include "scenarios/openai/plan/conversation.h"

#include "scenarios/templates/text_template.h"

namespace scenarios::openai {
namespace {

void append_json_text(const std::string& text, std::string& into) {
  into += '"';
  templates::append_quoted(text, templates::Quoting::json, into);
  into += '"';
}

void append_message(const char* role, const std::string& text, std::string& into) {
  if (!into.ends_with('[')) into += ',';
  into += R"({"role":")";
  into += role;
  into += R"(","content":)";
  append_json_text(text, into);
  into += '}';
}

}  // namespace

void Conversation::append_text(std::string& into) const {
  into += system;
  for (const std::string& turn : turns) into += turn;
}

void Conversation::append_json(bool chat, std::string& into) const {
  if (chat) {
    into += R"("messages":[)";
    if (!system.empty()) append_message("system", system, into);
    for (std::size_t i = 0; i < turns.size(); ++i) {
      append_message(i % 2 == 0 ? "user" : "assistant", turns[i], into);
    }
    into += ']';
    return;
  }
  into += R"("prompt":")";
  templates::append_quoted(system, templates::Quoting::json, into);
  for (const std::string& turn : turns) {
    templates::append_quoted(turn, templates::Quoting::json, into);
  }
  into += '"';
}

}  // namespace scenarios::openai
