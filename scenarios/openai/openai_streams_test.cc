// What becomes of a stream by what the server does to it, in another process.
#include <doctest/doctest.h>

#include <algorithm>

#include "scenarios/http/client/test_server.h"
#include "scenarios/openai/asked_streams.h"
#include "scenarios/openai/stream_server.h"

namespace openai_streams_test {

using namespace std::chrono_literals;
using harness::Outcome;
using harness::scenario::Setting;
using scenarios::http::Asked;
using scenarios::http::counted;
using scenarios::http::TestServer;
using scenarios::http::Told;
using scenarios::openai::serve_strangely;
using scenarios::openai::streams_from;

namespace {

std::vector<Told> ask(const std::string& model, const std::vector<Setting>& settings = {},
                      std::size_t count = 2) {
  const TestServer server(serve_strangely);
  harness::RealClock clock;
  Asked asked(clock);
  auto prepared = streams_from(clock, server.port(), model, settings);
  REQUIRE(prepared);
  return asked.in_turn(*prepared->target, count);
}

void check_stream(const std::string& model, std::uint64_t tokens,
                  const std::vector<Setting>& settings = {}) {
  INFO(model);
  const std::vector<Told> told = ask(model, settings);
  CHECK(told.size() == 2);
  for (const Told& one : told) {
    CHECK(one.reason == "");
    CHECK(one.outcome == Outcome::ok);
    CHECK(one.has_first == (tokens > 0));
    CHECK(one.units == tokens);
    CHECK(one.gaps.size() == (tokens > 0 ? tokens - 1 : 0));
  }
}

void check_failed(const std::string& model, const std::string& reason, const std::string& example,
                  const std::vector<Setting>& settings = {}) {
  INFO(model);
  const std::vector<Told> told = ask(model, settings);
  CHECK(told.size() == 2);
  for (const Told& one : told) {
    CHECK(one.outcome == Outcome::failed);
    CHECK(one.reason == reason);
    CHECK(one.example == example);
    CHECK_FALSE(one.has_first);
    CHECK(one.gaps.empty());
    CHECK(one.units == 0);
  }
}

}  // namespace

TEST_CASE("streams of every form are understood, their tokens and gaps counted") {
  check_stream("ok", 3);
  check_stream("ok", 3, {{"verify", "id"}});
  check_stream("uncounted", 2);
  check_stream("silent", 0);
  check_stream("drip", 2);
  check_stream("chat", 2, {{"chat", "on"}});
  check_stream("echo", 8, {{"verify", "echo"}});
}

TEST_CASE("a whole answer is its own first result, and has no gaps") {
  const std::vector<Told> told = ask("whole", {{"stream", "off"}});
  REQUIRE(told.size() == 2);
  CHECK(told[0].outcome == Outcome::ok);
  CHECK(told[0].has_first);
  CHECK(told[0].gaps.empty());
  CHECK(told[0].units == 3);
}

TEST_CASE("a stream that does not end well has failed, and is in no figure of tokens") {
  check_failed("error", "error in the stream", "after 1 token: out of memory");
  check_failed("error-type", "error in the stream", "after 1 token: gone");
  check_failed("endless", "stream without [DONE]", "after 1 token");
  check_failed("malformed", "malformed event", R"(after 1 token: {"choices":[)");
  check_failed("after", "event after [DONE]", R"({"id":"x","choices":[{"index":0,"text":"a"}]})");
  check_failed("large", "event too large", "before its first token");
  check_failed("cut", "closed early", "after 2 tokens");
  check_failed("stall", "timed out", "after 2 tokens", {{"timeout", "300ms"}});
  check_failed("no-stream", "not a stream", "application/json");
  check_failed("refused", "status 400", "no such model");
}

TEST_CASE("an answer that belongs to another request is found out") {
  const std::vector<Told> told = ask("other-id", {{"verify", "id"}});
  REQUIRE(told.size() == 2);
  CHECK(told[1].reason == "answer of another request");
  CHECK(told[1].example == "x-request-id is prony-x in place of prony-1");
  check_failed("other-prompt", "answer of another prompt", "'#' after 0 bytes",
               {{"verify", "echo"}});
}

TEST_CASE("who is full refuses, which is no failure") {
  for (const Told& one : ask("full")) CHECK(one.outcome == Outcome::shed);
}

TEST_CASE("what answers brought is counted, and that a server does not tell it") {
  const TestServer server(serve_strangely);
  harness::RealClock clock;
  Asked asked(clock);
  for (const char* model : {"ok", "uncounted"}) {
    auto prepared = streams_from(clock, server.port(), model, {{"answer", "5"}});
    REQUIRE(prepared);
    asked.in_turn(*prepared->target, 2);
    const bool told = std::string(model) == "ok";
    CHECK(counted(*prepared->target, "tokens_asked") == 10);
    CHECK(counted(*prepared->target, "prompt_tokens") == (told ? 14 : 0));
    CHECK(counted(*prepared->target, "answer_tokens") == (told ? 6 : 4));
    CHECK(counted(*prepared->target, "text_events") == (told ? 6 : 4));
    CHECK(counted(*prepared->target, "answers_without_usage") == (told ? 0 : 2));
  }
}

}  // namespace openai_streams_test
