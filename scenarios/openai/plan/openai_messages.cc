#include "scenarios/openai/plan/openai_messages.h"

#include <fmt/format.h>

#include <iterator>

#include "scenarios/templates/text_template.h"

namespace scenarios::openai {
namespace {

/// Used again for each request of a thread.
Conversation& conversation_for(const Prompts& prompts, std::uint64_t item) {
  thread_local Conversation conversation;
  conversation.clear();
  prompts.write(item, conversation);
  return conversation;
}

void append_id(const harness::Request& request, std::string& into) {
  fmt::format_to(std::back_inserter(into), "prony-{}", request.id);
}

}  // namespace

OpenAiMessages::OpenAiMessages(RequestForm form, std::shared_ptr<const Prompts> prompts)
    : form_(std::move(form)),
      prompts_(std::move(prompts)),
      choice_(form_.models.size() < 2
                  ? std::vector<double>{1}
                  : std::vector<double>{1 - form_.other_share, form_.other_share}) {
  answers_ = {.streamed = form_.streamed,
              .verify = form_.verify,
              .asked = [this](const harness::Request& request,
                              AskedFor& into) { tell_asked(request, into); },
              .tally = &tally_};
}

harness::RequestClasses OpenAiMessages::classes() const {
  if (form_.models.size() < 2) return {.unit = "tokens"};
  return {.names = form_.models,
          .of =
              [choice = choice_](const harness::Request& request) {
                return static_cast<std::uint32_t>(choice(request.id));
              },
          .unit = "tokens"};
}

std::size_t OpenAiMessages::write(const harness::Request& request, std::string& into) const {
  const Conversation& conversation = conversation_for(*prompts_, request.item);
  thread_local std::string body;  // its length has to be known before it
  body.clear();
  const std::size_t model = choice_(request.id);
  body += R"({"model":")";
  templates::append_quoted(form_.models[model], templates::Quoting::json, body);
  body += "\",";
  body += form_.members;
  conversation.append_json(form_.chat, body);
  fmt::format_to(std::back_inserter(body), R"(,"max_tokens":{}}})", conversation.answer_tokens);
  into += form_.head;
  into += "X-Request-Id: ";
  append_id(request, into);
  fmt::format_to(std::back_inserter(into), "\r\nContent-Length: {}\r\n\r\n", body.size());
  into += body;
  return model;
}

void OpenAiMessages::tell_asked(const harness::Request& request, AskedFor& into) const {
  const Conversation& conversation = conversation_for(*prompts_, request.item);
  into.tokens = conversation.answer_tokens;
  into.id.clear();
  append_id(request, into.id);
  into.prompt.clear();
  if (form_.verify == Verify::echo) conversation.append_text(into.prompt);
}

}  // namespace scenarios::openai
