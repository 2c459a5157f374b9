// Programs that do not speak the protocol.
#include <doctest/doctest.h>

#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "harness/child/child.h"

namespace strangers_test {

using namespace harness::child;
using namespace std::chrono_literals;

namespace {

std::string refusal_of(const Program& program, const Limits& limits = {.most = 30s}) {
  const auto child = Child::start(program, limits);
  return child ? "" : child.error().message;
}

Program that(const std::string& does) {
  return {.words = {"--no-skip", "--test-case=stranger: " + does}};
}

const std::string remedy = "; name a program of Prony's, built from this version of its sources";

}  // namespace

TEST_CASE("a program that is not there") {
  CHECK(refusal_of({.path = "/nowhere/prony"}) ==
        "/nowhere/prony can't hold a target: it ended with 127: can't be run: No such file or "
        "directory" +
            remedy);
}

TEST_CASE("a folder that is not there") {
  Program program = that("waits");
  program.folder = "/nowhere";
  CHECK(refusal_of(program).find("can't work in its folder") != std::string::npos);
}

TEST_CASE("another program's usage") {
  CHECK(refusal_of({.path = "/bin/true"}) ==
        "/bin/true can't hold a target: it ended with 0" + remedy);
  CHECK(refusal_of(that("complains")) ==
        "this program can't hold a target: it ended with 2: usage: other FILE" + remedy);
}

TEST_CASE("one that is silent until the deadline") {
  CHECK(refusal_of(that("waits"), {.most = 20ms}) ==
        "this program can't hold a target: it did not answer in time" + remedy);
}

TEST_CASE("one that writes what it pleases") {
  const std::string nonsense =
      "this program can't hold a target: what it answers makes no sense" + remedy;
  CHECK(refusal_of(that("writes words")) == nonsense);
  CHECK(refusal_of(that("writes a huge length")) == nonsense);
  CHECK(refusal_of(that("writes JSON")) ==
        "this program can't hold a target: its answer is no greeting" + remedy);
}

TEST_CASE("one that ends in the middle of a message") {
  CHECK(refusal_of(that("writes a half")) ==
        "this program can't hold a target: it ended with 3" + remedy);
}

TEST_CASE("one of another version") {
  CHECK(refusal_of(that("is of the future")) ==
        "this program speaks version 99 of the protocol and this program version 1" + remedy);
}

TEST_CASE("one that was killed") {
  CHECK(refusal_of(that("is killed")) ==
        "this program can't hold a target: it was killed by signal 9" + remedy);
}

TEST_CASE("nobody waits for a stranger after a stop request") {
  std::stop_source stop;
  stop.request_stop();
  CHECK(refusal_of(that("waits"), {.most = 1h, .stop = stop.get_token()}) == "stopped");
}

// What the strangers do: skipped unless it is asked for.
TEST_SUITE("strangers" * doctest::skip()) {
  void say(std::string_view bytes) {
    static_cast<void>(!::send(3, bytes.data(), bytes.size(), 0));
  }

  TEST_CASE("stranger: waits") {
    while (true) ::pause();
  }

  TEST_CASE("stranger: complains") {
    std::fputs("other: what is --fd?\nusage: other FILE\n", stderr);
    std::exit(2);
  }

  TEST_CASE("stranger: is killed") {
    ::raise(SIGKILL);
  }

  TEST_CASE("stranger: writes words") {
    say("usage: other FILE\n");
    while (true) ::pause();
  }

  TEST_CASE("stranger: writes a huge length") {
    say("\xff\xff\xff\xff");
    while (true) ::pause();
  }

  TEST_CASE("stranger: writes JSON") {
    say(*frame_of("{\"name\": \"other\"}"));
    while (true) ::pause();
  }

  TEST_CASE("stranger: writes a half") {
    say(frame_of(std::string(100, ' '))->substr(0, 50));
    ::_exit(3);
  }

  TEST_CASE("stranger: is of the future") {
    say(*frame_of(write_answer(Hello{.protocol = 99, .build = {}, .commit = {}})));
    while (true) ::pause();
  }
}

}  // namespace strangers_test
