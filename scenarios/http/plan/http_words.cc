#include "scenarios/http/plan/http_words.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "harness/quantity.h"
#include "harness/result/printable.h"
#include "harness/result/whole_file.h"
#include "scenarios/http/plan/expected_answers.h"

namespace scenarios::http {
namespace {

using harness::Duration;
using harness::Expected;
using harness::failure;
using harness::result::in_quotes;
using namespace std::chrono_literals;

constexpr std::uint64_t most_population = 1'000'000'000;
constexpr std::uint64_t most_body_file = std::uint64_t{64} << 20;
constexpr std::uint64_t most_requests_file = std::uint64_t{1} << 20;
constexpr double most_answer = 64e9;  // bytes

/// Reads settings where somebody says them, until one is wrong.
class WordReading {
 public:
  explicit WordReading(const SettingValues& settings) : settings_(settings) {}

  /// `take(value)` returns Expected<void>.
  template <class Take>
  void read(std::string_view name, Take take) {
    const std::string* const value = settings_.find(name);
    if (value == nullptr || error_) return;
    if (auto taken = take(*value); !taken) {
      error_ = fmt::format("{}: {}", name, taken.error().message);
    }
  }
  template <class Number>
  void read_count(std::string_view name, std::uint64_t most, Number& into) {
    read(name, [&](const std::string& text) -> Expected<void> {
      std::uint64_t number = 0;
      const char* const end = text.data() + text.size();
      const auto [stopped, error] = std::from_chars(text.data(), end, number);
      if (error != std::errc{} || stopped != end || number < 1 || number > most) {
        return failure(fmt::format("{} is no whole number from 1 to {}", in_quotes(text), most));
      }
      into = static_cast<Number>(number);
      return {};
    });
  }
  void read_switch(std::string_view name, bool& into) {
    read(name, [&](const std::string& text) -> Expected<void> {
      if (text != "on" && text != "off") {
        return failure(fmt::format("{} is neither on nor off", in_quotes(text)));
      }
      into = text == "on";
      return {};
    });
  }
  void read_time(std::string_view name, Duration least, Duration& into) {
    read(name, [&](const std::string& text) -> Expected<void> {
      const auto time = harness::parse_duration(text);
      if (!time) return tl::unexpected(time.error());
      if (*time < least || *time > 1h) {
        return failure(
            fmt::format("{} is not from {}ms to 1h", in_quotes(text),
                        std::chrono::duration_cast<std::chrono::milliseconds>(least).count()));
      }
      into = *time;
      return {};
    });
  }

  const std::optional<std::string>& error() const { return error_; }

 private:
  const SettingValues& settings_;
  std::optional<std::string> error_;
};

Expected<void> take_statuses(const std::string& text, std::vector<Expectation::Statuses>& into) {
  auto statuses = read_statuses(text);
  if (!statuses) return tl::unexpected(statuses.error());
  into = std::move(*statuses);
  return {};
}

Expected<void> take_size(const std::string& text, std::uint64_t& into) {
  const auto bytes = harness::number_with_unit(text);
  if (!bytes || !(*bytes >= 0 && *bytes <= most_answer)) {
    return failure(fmt::format("{} is no size up to 64GB, such as 64MiB", in_quotes(text)));
  }
  into = static_cast<std::uint64_t>(*bytes);
  return {};
}

/// A body as it was typed, or what the file holds that comes after an @.
Expected<void> take_body(const std::string& text, std::optional<std::string>& into) {
  if (!text.starts_with('@')) {
    into = text;
    return {};
  }
  auto whole = harness::result::read_whole_file(text.substr(1), most_body_file);
  if (!whole) return tl::unexpected(whole.error());
  into = std::move(*whole);
  return {};
}

/// What stands in the file of that name, or in the setting itself.
Expected<std::vector<RequestWords>> read_kinds(const std::string& text, const RequestWords& usual) {
  if (text.starts_with('[') || text.starts_with('{')) return read_requests(text, "its text", usual);
  const auto whole = harness::result::read_whole_file(text, most_requests_file);
  if (!whole) return tl::unexpected(whole.error());
  return read_requests(*whole, harness::result::printable(text), usual);
}

void read_answers(WordReading& reading, const SettingValues& settings, Expectation& answers) {
  reading.read("ok_status",
               [&](const std::string& text) { return take_statuses(text, answers.ok); });
  reading.read("shed_status",
               [&](const std::string& text) { return take_statuses(text, answers.shed); });
  reading.read("most_body",
               [&](const std::string& text) { return take_size(text, answers.most_body); });
  if (const std::string* const holds = settings.find("ok_body")) answers.body_holds = *holds;
  const std::vector<Expectation::Statuses> left = without(answers.shed, answers.ok);
  if (settings.find("shed_status") == nullptr) answers.shed = left;
}

void read_requests_of(WordReading& reading, const SettingValues& settings, HttpWords& words) {
  RequestWords one;
  read_answers(reading, settings, one.expectation);
  reading.read("header", [&](const std::string& text) -> Expected<void> {
    auto headers = read_headers(text);
    if (!headers) return tl::unexpected(headers.error());
    one.headers = std::move(*headers);
    return {};
  });
  if (settings.find("requests") != nullptr) {
    for (const std::string_view other : {"method", "body"}) {
      reading.read(other, [](const std::string&) -> Expected<void> {
        return failure("does not fit beside requests, each of which says its own");
      });
    }
    reading.read("requests", [&](const std::string& text) -> Expected<void> {
      auto kinds = read_kinds(text, one);
      if (!kinds) return tl::unexpected(kinds.error());
      words.kinds = std::move(*kinds);
      return {};
    });
    return;
  }
  reading.read("method", [&](const std::string& text) {
    one.method = text;
    return check_method(text);
  });
  reading.read("body", [&](const std::string& text) { return take_body(text, one.body); });
  words.kinds.push_back(std::move(one));
}

/// With {NAME} of the user's own settings; whatever else stands between braces is the shell's.
std::string filled(std::string_view text, const templates::OwnValues& own) {
  std::string all;
  while (!text.empty()) {
    const std::size_t at = text.find('{');
    all += text.substr(0, at);
    if (at == text.npos) break;
    text.remove_prefix(at);
    const std::size_t end = std::min(text.find('}'), text.size());
    const auto value = own.find(text.substr(1, end - 1));
    const bool is_own = value != own.end() && end < text.size() && !all.ends_with('$');
    all += is_own ? std::string_view(value->second) : text.substr(0, 1);
    text.remove_prefix(is_own ? end + 1 : 1);
  }
  return all;
}

void read_client(WordReading& reading, const SettingValues& settings, ClientPlan& client) {
  reading.read_time("timeout", 1ms, client.timeout);
  if (const std::string* const number = settings.find("connections"); number && *number != "auto") {
    reading.read_count("connections", ClientPlan::most_connections, client.connections);
  }
  reading.read_switch("keep_alive", client.keep_alive);
  reading.read_count("threads", ClientPlan::most_threads, client.threads);
  reading.read_switch("tls_verify", client.trust.verify);
  reading.read("tls_ca", [&](const std::string& text) -> Expected<void> {
    client.trust.authorities = text;
    if (std::error_code error; std::filesystem::is_regular_file(text, error)) return {};
    return failure(fmt::format("{} is no file", in_quotes(text)));
  });
  reading.read("server", [&](const std::string& text) -> Expected<void> {
    if (text.empty()) return failure("is no command");
    client.server.command = filled(text, settings.own());
    return {};
  });
  reading.read_time("server_ready", 100ms, client.server.ready);
}

}  // namespace

Expected<HttpWords> read_words(const SettingValues& settings) {
  const std::string* const url = settings.find("url");
  if (url == nullptr || url->empty()) {
    return failure("there is no url; say where requests go: --url 'http://127.0.0.1:8080/{item}'");
  }
  HttpWords words{.url = *url, .kinds = {}, .population = {}, .client = {}};
  WordReading reading(settings);
  read_requests_of(reading, settings, words);
  if (settings.find("population") != nullptr) {
    reading.read_count("population", most_population, words.population.emplace());
  }
  read_client(reading, settings, words.client);
  if (reading.error()) return failure(*reading.error());
  return words;
}

}  // namespace scenarios::http
