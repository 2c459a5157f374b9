#include "harness/ablation/fresh_process.h"

#include <doctest/doctest.h>

#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace fresh_process_test {

using harness::ablation::run_again;
using namespace std::chrono_literals;

// This program is doctest's, so that its own options are the words of the child.

TEST_CASE("a program that ends well is no error") {
  CHECK(run_again({"--list-test-cases"}, 30s, {}));
}

TEST_CASE("one that ends badly is, with its status where it said nothing") {
  const auto ended = run_again({"--no-skip", "--test-case=child: fails"}, 30s, {});
  REQUIRE_FALSE(ended);
  CHECK(ended.error().message == "ended with 1");
}

TEST_CASE("its last line on stderr is the reason") {
  const auto ended = run_again({"--no-skip", "--test-case=child: complains"}, 30s, {});
  REQUIRE_FALSE(ended);
  CHECK(ended.error().message == "there is no engine 'v9'");
}

TEST_CASE("a signal that killed it is named") {
  const auto ended = run_again({"--no-skip", "--test-case=child: is killed"}, 30s, {});
  REQUIRE_FALSE(ended);
  CHECK(ended.error().message == "killed by signal 9");
}

TEST_CASE("one that takes too long is ended") {
  const auto ended = run_again({"--no-skip", "--test-case=child: waits"}, 100ms, {});
  REQUIRE_FALSE(ended);
  CHECK(ended.error().message == "took too long and was ended");
}

TEST_CASE("a stop request ends it") {
  std::stop_source stop;
  stop.request_stop();
  const auto ended = run_again({"--no-skip", "--test-case=child: waits"}, 1h, stop.get_token());
  REQUIRE_FALSE(ended);
  CHECK(ended.error().message == "stopped");
}

// What the children do. They are skipped unless asked for.
TEST_SUITE("children" * doctest::skip()) {
  TEST_CASE("child: fails") {
    CHECK(false);
  }

  TEST_CASE("child: complains") {
    std::fputs("first\nprony: there is no engine 'v9'\n", stderr);
    std::exit(2);
  }

  TEST_CASE("child: is killed") {
    ::raise(SIGKILL);
  }

  TEST_CASE("child: waits") {
    ::pause();
  }
}

}  // namespace fresh_process_test
