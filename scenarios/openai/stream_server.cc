#include "scenarios/openai/stream_server.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <queue>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/http/client/open_files.h"
#include "scenarios/http/client/test_listener.h"

namespace scenarios::openai {
namespace {

using std::chrono::steady_clock;

void say_all(int connection, std::string_view text) {
  static_cast<void>(!::send(connection, text.data(), text.size(), MSG_NOSIGNAL));
}

std::string chunk(std::string_view text) {
  return fmt::format("{:x}\r\n{}\r\n", text.size(), text);
}

constexpr std::string_view last_chunk = "0\r\n\r\n";

std::string event(std::string_view data) {
  return fmt::format("data: {}\n\n", data);
}

std::string text_event(std::string_view text) {
  return event(fmt::format(R"({{"id":"x","choices":[{{"index":0,"text":"{}"}}]}})", text));
}

std::string usage_event(std::size_t tokens) {
  return event(fmt::format(
      R"({{"choices":[],"usage":{{"prompt_tokens":7,"completion_tokens":{}}}}})", tokens));
}

/// `id`: as the answer has it.
std::string stream_head(std::string_view id) {
  return fmt::format(
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nx-request-id: {}\r\n"
      "Transfer-Encoding: chunked\r\n\r\n",
      id);
}

std::string whole(std::string_view status, std::string_view body, std::string_view id) {
  return fmt::format(
      "HTTP/1.1 {}\r\nContent-Type: application/json\r\nx-request-id: {}\r\n"
      "Content-Length: {}\r\n\r\n{}",
      status, id, body.size(), body);
}

/// What stands between that and the next `end`.
std::string_view between(std::string_view text, std::string_view begin, char end) {
  const std::size_t at = text.find(begin);
  if (at == text.npos) return {};
  text.remove_prefix(at + begin.size());
  return text.substr(0, text.find(end));
}

/// What a request says, of which a server makes something.
struct Guest {
  int connection;
  std::string_view id, prompt;
};

void say_stream(const Guest& guest, std::string_view events) {
  say_all(guest.connection, stream_head(guest.id) + chunk(events) + std::string(last_chunk));
}

using Mode = std::function<bool(const Guest&)>;

Mode streaming(std::string events) {
  return [events](const Guest& guest) {
    say_stream(guest, events);
    return true;
  };
}

bool say_echo(const Guest& guest) {
  std::string events;
  for (const char letter : guest.prompt.substr(0, 8)) events += text_event({&letter, 1});
  say_stream(guest, events + usage_event(8) + event("[DONE]"));
  return true;
}

bool drip(const Guest& guest) {
  const std::string all = stream_head(guest.id) +
                          chunk(text_event("a") + text_event("b") + usage_event(2)) +
                          chunk(event("[DONE]")) + std::string(last_chunk);
  for (const char letter : all) say_all(guest.connection, {&letter, 1});
  return true;
}

/// False: the connection is to be closed.
const std::map<std::string, Mode, std::less<>>& modes() {
  const std::string one = text_event("a"), done = event("[DONE]");
  static const std::map<std::string, Mode, std::less<>> all{
      {"ok", streaming(one + one + one + usage_event(3) + done)},
      {"uncounted", streaming(": hello\n\n" + one + one + done)},
      {"silent", streaming(event(R"({"choices":[{"text":"","finish_reason":"stop"}]})") + done)},
      {"chat", streaming(event(R"({"choices":[{"delta":{"role":"assistant","content":""}}]})") +
                         event(R"({"choices":[{"delta":{"content":"a"}}]})") +
                         event(R"({"choices":[{"delta":{"reasoning_content":"b"}}]})") + done)},
      {"error", streaming(one + event(R"({"error":{"message":"out of memory"}})"))},
      {"error-type", streaming(one + "event: error\ndata: gone\n\n")},
      {"endless", streaming(one + usage_event(1))},
      {"malformed", streaming(one + event(R"({"choices":[)") + done)},
      {"after", streaming(one + done + one)},
      {"large", streaming(event(std::string(2'000'000, 'x')))},
      {"drip", drip},
      {"echo", say_echo},
      {"other-prompt", streaming(text_event("#") + done)},
      {"other-id",
       [](const Guest& guest) {
         say_all(guest.connection, stream_head("prony-x") + chunk(text_event("a")));
         return true;
       }},
      {"no-stream",
       [](const Guest& guest) {
         say_all(guest.connection, whole("200 OK", R"({"choices":[{"text":"abc"}]})", guest.id));
         return true;
       }},
      {"whole",
       [](const Guest& guest) {
         say_all(guest.connection,
                 whole("200 OK", R"({"choices":[{"text":"abc"}],"usage":{"completion_tokens":3}})",
                       guest.id));
         return true;
       }},
      {"refused",
       [](const Guest& guest) {
         say_all(guest.connection,
                 whole("400 Bad Request", R"({"error":{"message":"no such model"}})", guest.id));
         return true;
       }},
      {"full",
       [](const Guest& guest) {
         say_all(guest.connection, whole("429 Full", R"({"error":{}})", guest.id));
         return true;
       }},
      {"cut",
       [one](const Guest& guest) {
         say_all(guest.connection, stream_head(guest.id) + chunk(one + one));
         return false;
       }},
      {"stall",
       [one](const Guest& guest) {
         say_all(guest.connection, stream_head(guest.id) + chunk(one + one));
         return true;
       }},
  };
  return all;
}

/// A token of a stream that is to be sent.
struct Due {
  steady_clock::time_point at;
  int connection;
  std::size_t token;
  bool operator>(const Due& other) const { return at > other.at; }
};

}  // namespace

void serve_strangely(int listening) {
  http::Listener listener(listening);
  while (true) {
    listener.wait(std::chrono::seconds(1), [&](int connection, std::string_view text) {
      const Guest guest{.connection = connection,
                        .id = between(text, "X-Request-Id: ", '\r'),
                        .prompt = between(text, R"("prompt":")", '"')};
      const auto mode = modes().find(between(text, R"("model":")", '"'));
      if (mode == modes().end() || !mode->second(guest)) ::shutdown(connection, SHUT_RDWR);
    });
  }
}

void serve_streams(int listening, const StreamLaw& law) {
  http::room_for_sockets();
  http::Listener listener(listening);
  std::priority_queue<Due, std::vector<Due>, std::greater<>> queue;
  std::vector<Due> held;
  steady_clock::time_point free_at, stall_at = steady_clock::time_point::max();
  std::uint64_t came = 0, begun = 0;
  while (true) {
    const auto until =
        queue.empty() ? steady_clock::now() + std::chrono::milliseconds(10) : queue.top().at;
    listener.wait(std::max<harness::Duration>(until - steady_clock::now(), {}),
                  [&](int connection, std::string_view) {
                    const auto now = steady_clock::now();
                    if (came == 0 && law.stall > harness::Duration{}) stall_at = now + law.after;
                    free_at = std::max(now, free_at) + law.service(came++);
                    queue.push({free_at, connection, 0});
                  });
    if (steady_clock::now() >= stall_at) {
      ::usleep(static_cast<useconds_t>(law.stall.count() / 1000));
      stall_at = steady_clock::time_point::max();
    }
    while (!queue.empty() && queue.top().at <= steady_clock::now()) {
      Due due = queue.top();
      queue.pop();
      if (due.token == 0) say_all(due.connection, stream_head("x"));
      if (due.token < law.tokens) {
        say_all(due.connection, chunk(text_event("a")));
      } else {
        say_all(due.connection, chunk(usage_event(law.tokens) + event("[DONE]")));
        say_all(due.connection, last_chunk);
        continue;
      }
      due.at += due.token + 1 < law.tokens ? law.gap : harness::Duration{};
      const bool first = due.token++ == 0;
      if (!first || law.crowd == 0) {
        queue.push(due);
        continue;
      }
      held.push_back(due);
      if (++begun < law.crowd) continue;
      for (const Due& one : held) queue.push(one);
      held.clear();
    }
  }
}

}  // namespace scenarios::openai
