#include "scenarios/openai/plan/openai_settings.h"

#include <algorithm>
#include <array>
#include <utility>

#include "scenarios/http/plan/http_settings.h"

namespace scenarios::openai {
namespace {

using harness::scenario::SettingInfo;

constexpr std::array<std::string_view, 10> of_http{
    "header",  "shed_status", "timeout", "connections", "keep_alive",
    "threads", "tls_verify",  "tls_ca",  "server",      "server_ready"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 22> usual_values{{
    {"other_share", "5%"},    {"stream", "on"},        {"usage", "on"},
    {"chat", "off"},          {"prompt", "100"},       {"answer", "16"},
    {"prefix", "0"},          {"turns", "1"},          {"sessions", "10"},
    {"population", "100000"}, {"prompt_seed", "1"},    {"token_bytes", "4"},
    {"ignore_eos", "off"},    {"verify", "off"},       {"shed_status", "429,503"},
    {"timeout", "60s"},       {"connections", "auto"}, {"keep_alive", "on"},
    {"threads", "1"},         {"tls_verify", "on"},    {"server_ready", "30s"},
    {"most_answer", "64MiB"},
}};

void add_place(std::vector<SettingInfo>& all) {
  all.push_back({.name = "url",
                 .values = "http://HOST:PORT or https://...",
                 .help =
                     "Where the server is; /v1/completions or /v1/chat/completions comes behind "
                     "it, unless it says so itself.",
                 .presets = {},
                 .option = "--url"});
  all.push_back({.name = "model",
                 .values = "a name",
                 .help = "Which model answers; GET /v1/models lists those that a server has.",
                 .presets = {},
                 .option = "--model"});
  all.push_back({.name = "other_model",
                 .values = "a name",
                 .help = "Another model, which some of the requests ask; each model's requests are "
                         "a class with figures of its own.",
                 .presets = {}});
  all.push_back({.name = "other_share",
                 .values = "0.1% to 99%",
                 .help = "How many of the requests ask the other model (5%).",
                 .presets = {}});
}

void add_question(std::vector<SettingInfo>& all) {
  all.push_back({.name = "stream",
                 .values = "on or off",
                 .help = "Is the answer sent token by token, as it comes to be, or whole (on)?",
                 .presets = {}});
  all.push_back({.name = "usage",
                 .values = "on or off",
                 .help = "Is the server to say at a stream's end how many tokens it was (on)? "
                         "Otherwise events with text are counted as tokens.",
                 .presets = {}});
  all.push_back({.name = "chat",
                 .values = "on or off",
                 .help = "Is /v1/chat/completions asked, with messages, in place of "
                         "/v1/completions, with a prompt (off)?",
                 .presets = {}});
  all.push_back({.name = "prompt",
                 .values = "tokens: 100, 64-256 or 128~0.5",
                 .help = "How long a prompt is that is made up: always as long, evenly spread, or "
                         "scattered about a mean by a coefficient of variation (100).",
                 .presets = {}});
  all.push_back({.name = "answer",
                 .values = "tokens: 16, 8-64 or 32~1",
                 .help = "How long an answer may be, max_tokens (16).",
                 .presets = {}});
  all.push_back({.name = "prefix",
                 .values = "tokens: 0, 200",
                 .help = "How long the text is that all prompts begin with (0).",
                 .presets = {}});
  all.push_back({.name = "turns",
                 .values = "1 to 1000",
                 .help = "How many requests a session has, each of which repeats all that was said "
                         "before it; answers in it are made up, too (1).",
                 .presets = {}});
  all.push_back({.name = "sessions",
                 .values = "1 to 100000",
                 .help = "How many sessions take turns (10).",
                 .presets = {}});
  all.push_back({.name = "population",
                 .values = "1 to 1000000000",
                 .help = "How many prompts there are, where no --items names a file (100000).",
                 .presets = {}});
  all.push_back({.name = "prompt_seed",
                 .values = "a number",
                 .help = "What prompts are made up from: with another one no cache knows them (1).",
                 .presets = {}});
  all.push_back({.name = "token_bytes",
                 .values = "0.5 to 32",
                 .help =
                     "How many bytes of a prompt that is made up stand for a token (4); what the "
                     "server counted is the counter prompt_tokens.",
                 .presets = {}});
}

void add_answer(std::vector<SettingInfo>& all) {
  all.push_back({.name = "ignore_eos",
                 .values = "on or off",
                 .help = "Is the model to go on until max_tokens, whatever it says (off)? Known to "
                         "llama.cpp's server, vLLM and Prony's own; others refuse it.",
                 .presets = {}});
  all.push_back(
      {.name = "stop", .values = "a text", .help = "Where the model is to stop.", .presets = {}});
  all.push_back({.name = "extra",
                 .values = "a JSON object",
                 .help = R"(Members that each request has besides: {"top_k": 1}.)",
                 .presets = {}});
  all.push_back({.name = "verify",
                 .values = "off, id or echo",
                 .help = "id: an answer has to have the x-request-id of its request. echo: and its "
                         "text has to be that of its prompt, which a model that echoes says (off).",
                 .presets = {}});
  all.push_back({.name = "most_answer",
                 .values = "a size: 64MiB",
                 .help = "An answer with more bytes failed (64MiB).",
                 .presets = {}});
}

}  // namespace

std::vector<SettingInfo> openai_settings() {
  std::vector<SettingInfo> all;
  add_place(all);
  add_question(all);
  add_answer(all);
  for (SettingInfo& info : http::http_settings()) {
    if (!is_of_http(info.name)) continue;
    if (info.name == "timeout") {
      info.help =
          "A request whose answer has not ended after that failed, however much of it came "
          "(60s).";
    }
    if (info.name == "header") {
      info.help =
          "A header of each request; given again, another one. Secrets by ${NAME}, from the "
          "environment: 'Authorization: Bearer ${TOKEN}'.";
    }
    all.push_back(std::move(info));
  }
  return all;
}

std::string_view usual_value(std::string_view name) {
  const auto found =
      std::ranges::find(usual_values, name, &std::pair<std::string_view, std::string_view>::first);
  return found == usual_values.end() ? std::string_view() : found->second;
}

bool is_of_http(std::string_view name) {
  return std::ranges::find(of_http, name) != of_http.end();
}

}  // namespace scenarios::openai
