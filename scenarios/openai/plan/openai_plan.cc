#include "scenarios/openai/plan/openai_plan.h"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <nlohmann/json.hpp>

#include "harness/quantity.h"
#include "harness/result/printable.h"
#include "scenarios/http/plan/http_plan.h"
#include "scenarios/openai/plan/openai_settings.h"
#include "scenarios/templates/text_template.h"

namespace scenarios::openai {
namespace {

using harness::Expected;
using harness::failure;
using harness::result::in_quotes;
using harness::result::Parameter;
using harness::scenario::Setting;
using Json = nlohmann::json;

constexpr std::size_t longest_description = 80;

/// Settings by name, the last of a name, or as they usually are; and the first that is wrong.
class Words {
 public:
  explicit Words(const std::vector<Setting>& settings) {
    for (const auto& [name, value] : settings) said_.insert_or_assign(name, value);
  }

  std::string text(std::string_view name) const {
    const auto said = said_.find(name);
    return said != said_.end() ? said->second : std::string(usual_value(name));
  }
  bool is_on(std::string_view name) {
    const std::string value = text(name);
    if (value != "on" && value != "off") {
      complain(name, in_quotes(value) + " is neither on nor off");
    }
    return value == "on";
  }
  std::uint64_t count(std::string_view name, std::uint64_t least, std::uint64_t most) {
    const std::string value = text(name);
    std::uint64_t number = least;
    const char* const end = value.data() + value.size();
    const auto [stopped, error] = std::from_chars(value.data(), end, number);
    if (error != std::errc{} || stopped != end || number < least || number > most) {
      complain(name,
               fmt::format("{} is no whole number from {} to {}", in_quotes(value), least, most));
      return least;
    }
    return number;
  }
  double number(std::string_view name, double least, double most) {
    const std::string value = text(name);
    const auto read = harness::read_number(value);
    if (read && *read >= least && *read <= most) return *read;
    complain(name, fmt::format("{} is no number from {} to {}", in_quotes(value), least, most));
    return least;
  }
  LengthLaw length(std::string_view name, std::uint64_t least) {
    auto law = LengthLaw::parse(text(name), least);
    if (law) return *law;
    complain(name, law.error().message);
    return *LengthLaw::parse("1");
  }
  void complain(std::string_view name, std::string_view what) {
    if (wrong_.empty()) wrong_ = fmt::format("{}: {}", name, what);
  }
  const std::string& wrong() const { return wrong_; }

 private:
  std::map<std::string, std::string, std::less<>> said_;
  std::string wrong_;
};

Verify verify_of(Words& words) {
  const std::string value = words.text("verify");
  if (value == "id") return Verify::id;
  if (value == "echo") return Verify::echo;
  if (value != "off") words.complain("verify", in_quotes(value) + " is none of off, id and echo");
  return Verify::off;
}

/// The members of a JSON object, without its braces; a comma behind them, if there are any.
std::string extra_members(Words& words) {
  const std::string text = words.text("extra");
  if (text.empty()) return {};
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) {
    words.complain("extra", R"(is no JSON object, such as {"top_k": 1})");
    return {};
  }
  const std::string whole = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return json.empty() ? std::string() : whole.substr(1, whole.size() - 2) + ",";
}

std::string quoted_text(std::string_view text) {
  std::string quoted = "\"";
  templates::append_quoted(text, templates::Quoting::json, quoted);
  return quoted + '"';
}

std::vector<std::string> models_of(Words& words) {
  std::vector<std::string> models{words.text("model")};
  if (models.front().empty()) {
    words.complain("model",
                   "there is none; say which one answers: --model NAME (GET /v1/models "
                   "lists those that a server has)");
  }
  if (std::string other = words.text("other_model"); !other.empty()) {
    if (other == models.front()) words.complain("other_model", "is the model itself");
    models.push_back(std::move(other));
  }
  return models;
}

double share_of_other(Words& words) {
  const auto share = harness::parse_percent(words.text("other_share"), 0.001, 0.99);
  if (!share) words.complain("other_share", share.error().message);
  return share.value_or(0);
}

std::string members_of(Words& words, bool streamed) {
  std::string members = R"("temperature":0,)";
  members += fmt::format(R"("stream":{},)", streamed);
  if (streamed && words.is_on("usage")) members += R"("stream_options":{"include_usage":true},)";
  if (words.is_on("ignore_eos")) members += R"("ignore_eos":true,)";
  if (const std::string stop = words.text("stop"); !stop.empty()) {
    members += "\"stop\":" + quoted_text(stop) + ",";
  }
  return members + extra_members(words);
}

/// The server's URL and the place behind it that is asked.
std::string url_of(Words& words, bool chat) {
  std::string url = words.text("url");
  if (url.empty()) {
    words.complain("url", "there is none; say where the server is: --url http://127.0.0.1:8080");
  }
  if (url.ends_with("/completions")) return url;
  while (url.ends_with('/')) url.pop_back();
  if (!url.ends_with("/v1")) url += "/v1";
  return url + (chat ? "/chat/completions" : "/completions");
}

/// What goes before the body, as the client over HTTP writes it, and the client itself.
Expected<http::HttpPlan> http_plan(Words& words, const std::string& url) {
  std::vector<Setting> settings{
      {"url", url}, {"method", "POST"}, {"most_body", words.text("most_answer")}};
  for (const auto& info : openai_settings()) {
    if (!is_of_http(info.name)) continue;
    if (std::string value = words.text(info.name); !value.empty()) {
      settings.emplace_back(info.name, std::move(value));
    }
  }
  return http::make_plan(settings, {});
}

/// An error: the head is not the same for each request.
Expected<std::string> head_of(const http::MessageSource& bodyless) {
  constexpr std::string_view no_body = "Content-Length: 0\r\n\r\n";
  std::string head, other;
  bodyless.write({.id = 0, .item = 0}, head);
  bodyless.write({.id = 1, .item = bodyless.population() - 1}, other);
  if (head != other) return failure("header: a request's item has no place here");
  head.resize(head.size() - no_body.size());
  return head + "Content-Type: application/json\r\n";
}

PromptLaw prompt_law(Words& words) {
  return {.seed = words.count("prompt_seed", 0, ~std::uint64_t{0}),
          .population = words.count("population", 1, 1'000'000'000),
          .prompt = words.length("prompt", 1),
          .answer = words.length("answer", 1),
          .prefix = words.length("prefix", 0),
          .turns = words.count("turns", 1, 1000),
          .sessions = words.count("sessions", 1, 100'000),
          .token_bytes = words.number("token_bytes", 0.5, 32)};
}

Expected<std::shared_ptr<const Prompts>> prompts_of(PromptLaw law,
                                                    const std::filesystem::path& items) {
  if (items.empty()) return std::shared_ptr<const Prompts>(make_prompts(std::move(law)));
  auto opened = open_prompts(items, std::move(law));
  if (!opened) return tl::unexpected(opened.error());
  return std::shared_ptr<const Prompts>(std::move(*opened));
}

std::vector<Parameter> parameters_of(const Words& words, const std::filesystem::path& items,
                                     const Prompts& prompts) {
  std::vector<Parameter> all;
  for (const auto& info : openai_settings()) {
    if (std::string value = words.text(info.name); !value.empty()) {
      all.emplace_back(info.name, harness::result::printable(value));
    }
  }
  if (!items.empty()) {
    all.emplace_back("prompts", fmt::format("{} of {}", prompts.count(), items.string()));
  }
  return all;
}

std::string description_of(const Prompts& prompts, std::uint64_t item) {
  Conversation conversation;
  prompts.write(item, conversation);
  const std::string& last = conversation.turns.back();
  const std::string shown =
      harness::result::printable(std::string_view(last).substr(0, longest_description));
  return last.size() > longest_description ? shown + "..." : shown;
}

}  // namespace

Expected<OpenAiPlan> make_plan(const std::vector<Setting>& settings,
                               const std::filesystem::path& items) {
  Words words(settings);
  RequestForm form{.endpoint = {},
                   .expectation = {},
                   .head = {},
                   .members = {},
                   .models = models_of(words),
                   .other_share = share_of_other(words),
                   .chat = words.is_on("chat"),
                   .streamed = words.is_on("stream"),
                   .verify = verify_of(words)};
  const std::string url = url_of(words, form.chat);
  form.members = members_of(words, form.streamed);
  PromptLaw law = prompt_law(words);
  if (!words.wrong().empty()) return failure(words.wrong());
  auto client = http_plan(words, url);
  if (!client) return tl::unexpected(client.error());
  auto head = head_of(*client->messages);
  if (!head) return tl::unexpected(head.error());
  form.head = std::move(*head);
  form.endpoint = client->messages->endpoint();
  form.expectation = client->messages->expectation(0);
  auto prompts = prompts_of(std::move(law), items);
  if (!prompts) return tl::unexpected(prompts.error());
  return OpenAiPlan{.messages = std::make_shared<const OpenAiMessages>(std::move(form), *prompts),
                    .client = std::move(client->client),
                    .parameters = parameters_of(words, items, **prompts),
                    .describe = [prompts = *prompts](std::uint64_t item) {
                      return description_of(*prompts, item);
                    }};
}

}  // namespace scenarios::openai
