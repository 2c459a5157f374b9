// What becomes of a request by what the server does to it, in another process.
#include <doctest/doctest.h>

#include <map>

#include "scenarios/http/client/asked.h"
#include "scenarios/http/client/test_server.h"

namespace answers_test {

using namespace std::chrono_literals;
using harness::Outcome;
using scenarios::http::Asked;
using scenarios::http::ClientPlan;
using scenarios::http::counted;
using scenarios::http::serve_badly;
using scenarios::http::target_for;
using scenarios::http::TestServer;
using scenarios::http::TestSource;
using scenarios::http::Told;

namespace {

std::vector<Told> ask(TestSource::Made made, ClientPlan plan = {}, std::size_t count = 3) {
  const TestServer server(serve_badly);
  harness::RealClock clock;
  Asked asked(clock);
  auto prepared = target_for(clock, server.port(), std::move(made), std::move(plan));
  REQUIRE(prepared);
  return asked.in_turn(*prepared->target, count);
}

void check_ok(TestSource::Made made) {
  INFO(made.path);
  const std::vector<Told> told = ask(std::move(made));
  CHECK(told.size() == 3);
  for (const Told& one : told) {
    CHECK(one.reason == "");
    CHECK(one.outcome == Outcome::ok);
    CHECK(one.has_first);
  }
}

void check_failed(TestSource::Made made, const std::string& reason, ClientPlan plan = {}) {
  INFO(made.path);
  const std::vector<Told> told = ask(std::move(made), std::move(plan));
  CHECK(told.size() == 3);
  for (const Told& one : told) {
    CHECK(one.outcome == Outcome::failed);
    CHECK(one.reason == reason);
  }
}

}  // namespace

TEST_CASE("answers of every form are understood") {
  for (const char* path : {"/ok", "/chunked", "/interim", "/old", "/close", "/nothing", "/drip"}) {
    check_ok({.path = path});
  }
  check_ok({.method = "HEAD", .path = "/head"});
  check_ok({.path = "/same", .expected = {.ok = {{304, 304}}}});
  check_ok({.path = "/chunked", .expected = {.body_holds = "ello"}});
  check_ok({.path = "/drip", .expected = {.body_holds = "hello"}});
  check_ok({.path = "/old", .expected = {.body_holds = "hello", .most_body = 5}});
}

TEST_CASE("an answer that is no answer fails with its reason") {
  check_failed({.path = "/reset"}, "connection reset");
  check_failed({.path = "/closed"}, "closed early");
  check_failed({.path = "/half-header"}, "closed early");
  check_failed({.path = "/half-chunk"}, "closed early");
  check_failed({.path = "/half-body"}, "wrong length");
  check_failed({.path = "/junk"}, "wrong length");
  check_failed({.path = "/malformed"}, "malformed answer");
  check_failed({.path = "/two-lengths"}, "malformed answer");
}

TEST_CASE("an answer without end is cut off") {
  check_failed({.path = "/endless-header"}, "header too large");
  check_failed({.path = "/endless-line"}, "header too large");
  check_failed({.path = "/endless-chunk"}, "header too large");
  check_failed({.path = "/endless-body", .expected = {.most_body = 100'000}}, "body too large");
  check_failed({.path = "/endless-old", .expected = {.most_body = 100'000}}, "body too large");
  check_failed({.path = "/large", .expected = {.most_body = 100'000}}, "body too large");
}

TEST_CASE("an answer that is not the right one fails, or was refused") {
  check_failed({.path = "/500"}, "status 500");
  check_failed({.path = "/404"}, "status 404");
  check_failed({.path = "/ok", .expected = {.ok = {{204, 204}}}}, "status 200");
  check_failed({.path = "/chunked", .expected = {.body_holds = "Hello"}},
               "body without the expected text");
  for (const char* path : {"/429", "/503"}) {
    for (const Told& one : ask({.path = path})) CHECK(one.outcome == Outcome::shed);
  }
}

TEST_CASE("an answer that does not come in time is given up") {
  const ClientPlan plan{.timeout = 300ms};
  check_failed({.path = "/hang"}, "timed out", plan);
  check_failed({.path = "/half-hang"}, "timed out", plan);
  const std::vector<Told> told = ask({.path = "/half-hang"}, plan, 1);
  REQUIRE(told.size() == 1);
  CHECK(told[0].example == "10 of 100 bytes");
  CHECK(told[0].wait + told[0].service >= 300ms);
}

TEST_CASE("who waits for a connection is given up as well, and nobody waits for ever") {
  const TestServer server(serve_badly);
  harness::RealClock clock;
  Asked asked(clock);
  auto prepared =
      target_for(clock, server.port(), {.path = "/hang"}, {.connections = 2, .timeout = 300ms});
  REQUIRE(prepared);
  for (std::uint64_t k = 0; k < 50; ++k) asked.submit(*prepared->target, k);
  const std::vector<Told> told = asked.all();
  CHECK(told.size() == 50);
  std::map<std::string, int> examples;
  for (const Told& one : told) {
    CHECK(one.reason == "timed out");
    ++examples[one.example];
  }
  // Two; and one more for each that was closed before the last of them came.
  const double made = counted(*prepared->target, "connections_made");
  CHECK(made >= 2);
  CHECK(made < 25);
  CHECK(examples["while it waited for a connection"] == 50 - made);
}

TEST_CASE("what is under way when the target goes has failed") {
  const TestServer server(serve_badly);
  harness::RealClock clock;
  Asked asked(clock);
  auto prepared = target_for(clock, server.port(), {.path = "/hang"}, {.connections = 2});
  REQUIRE(prepared);
  for (std::uint64_t k = 0; k < 5; ++k) asked.submit(*prepared->target, k);
  prepared->target.reset();
  const std::vector<Told> told = asked.all();
  CHECK(told.size() == 5);
  for (const Told& one : told) CHECK(one.reason == "not answered when the run ended");
}

TEST_CASE("a server that dies fails the requests to come") {
  TestServer server(serve_badly);
  harness::RealClock clock;
  Asked asked(clock);
  auto prepared = target_for(clock, server.port(), {.path = "/close"});
  REQUIRE(prepared);
  asked.in_turn(*prepared->target, 2);
  server.kill();
  const std::vector<Told> told = asked.in_turn(*prepared->target, 2);
  REQUIRE(told.size() == 4);
  CHECK(told[1].outcome == Outcome::ok);
  CHECK(told[3].reason == "connection refused");
}

TEST_CASE("a kept connection that the server has closed is no failure: the request goes again") {
  const TestServer server(serve_badly);
  harness::RealClock clock;
  Asked asked(clock);
  auto prepared = target_for(clock, server.port(), {.path = "/once"});
  REQUIRE(prepared);
  for (const Told& one : asked.in_turn(*prepared->target, 10)) CHECK(one.outcome == Outcome::ok);
  CHECK(counted(*prepared->target, "requests_repeated") == 9);
  CHECK(counted(*prepared->target, "connections_made") == 10);
}

TEST_CASE("connections are kept, or made for each request, and their making is a stage") {
  const TestServer server(serve_badly);
  harness::RealClock clock;
  for (const bool keep : {true, false}) {
    Asked asked(clock);
    auto prepared =
        target_for(clock, server.port(), {.path = "/ok", .keep_alive = keep}, {.keep_alive = keep});
    REQUIRE(prepared);
    const std::vector<Told> told = asked.in_turn(*prepared->target, 5);
    CHECK(told.size() == 5);
    for (std::size_t k = 0; k < told.size(); ++k) {
      REQUIRE(told[k].stages.size() == 3);
      const bool made = !keep || k == 0;
      CHECK((told[k].stages[0] >= 0ns) == made);
      CHECK(told[k].stages[1] >= 0ns);
      CHECK(told[k].stages[2] >= 0ns);
      const harness::Duration sum = told[k].stages[1] + told[k].stages[2] +
                                    std::max<harness::Duration>(told[k].stages[0], 0ns);
      CHECK(sum <= told[k].service);
    }
    CHECK(counted(*prepared->target, "connections_made") == (keep ? 1 : 5));
  }
}

TEST_CASE("a large body is sent whole, and an answer before its end counts") {
  const std::string large(10'000'000, 'b');
  for (const Told& one : ask({.method = "POST", .path = "/early", .body = large})) {
    CHECK(one.reason == "status 413");
  }
}

}  // namespace answers_test
