// A server that a run starts, is waited for, and never stays behind.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "harness/result/sample/temporary_folder.h"
#include "scenarios/http/client/asked.h"
#include "scenarios/http/client/started_server.h"
#include "scenarios/http/client/test_server.h"

namespace started_server_test {

using namespace std::chrono_literals;
using harness::result::sample::TemporaryFolder;
using harness::scenario::Resources;
using scenarios::http::Asked;
using scenarios::http::ClientPlan;
using scenarios::http::target_for;
using scenarios::http::TestServer;

namespace {

std::uint16_t free_port() {
  std::uint16_t port = 0;
  ::close(scenarios::http::listen_somewhere(port));
  return port;
}

/// A command that serves at that port: this program, with the test that is no test.
std::string serving(std::uint16_t port) {
  return "PRONY_TEST_PORT=" + std::to_string(port) + " exec '" +
         std::filesystem::read_symlink("/proc/self/exe").string() +
         "' --no-skip --test-case='serves for the other tests'";
}

std::string refusal(const std::string& command, ClientPlan plan = {}) {
  const TemporaryFolder folder;
  harness::RealClock clock;
  plan.server.command = command;
  const auto prepared = target_for(clock, free_port(), {}, plan, folder.path());
  return prepared ? "" : prepared.error().message;
}

bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

bool ends_soon(pid_t pid) {
  for (int i = 0; i < 500; ++i) {
    if (::kill(pid, 0) != 0) return true;
    ::usleep(10'000);
  }
  return false;
}

}  // namespace

TEST_CASE("serves for the other tests" * doctest::skip()) {
  const char* const port = std::getenv("PRONY_TEST_PORT");
  REQUIRE(port != nullptr);
  scenarios::http::serve_at(static_cast<std::uint16_t>(std::atoi(port)));
}

TEST_CASE("a server is started, asked, counted as what is measured, and ended") {
  const TemporaryFolder folder;
  harness::RealClock clock;
  Asked asked(clock);
  const std::uint16_t port = free_port();
  ClientPlan plan;
  plan.server.command = serving(port);
  auto prepared = target_for(clock, port, {}, plan, folder.path());
  REQUIRE_MESSAGE(prepared, prepared.error().message);
  CHECK(prepared->resources == Resources::other_processes);
  REQUIRE(prepared->processes.size() == 1);
  for (const auto& one : asked.in_turn(*prepared->target, 3)) {
    CHECK(one.outcome == harness::Outcome::ok);
  }
  SUBCASE("in the end") {
    prepared->target.reset();
    CHECK(ends_soon(prepared->processes[0]));
  }
  SUBCASE("it dies in the middle") {
    ::kill(prepared->processes[0], SIGKILL);
    while (::waitpid(-1, nullptr, WNOHANG | WNOWAIT) < 0 && errno == EINTR) continue;
    ::usleep(100'000);
    const auto told = asked.in_turn(*prepared->target, 3);
    REQUIRE(told.size() == 6);
    CHECK(told[5].reason == "connection refused");
  }
}

TEST_CASE("no server stays behind a program that is killed") {
  const TemporaryFolder folder;
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const pid_t program = ::fork();
  if (program == 0) {
    // A shell that has the server as a child of its own, which the kernel does not kill with it.
    auto server = scenarios::http::StartedServer::start(
        "sleep 1000 & echo $! >" + (folder.path() / "pid").string() + "; wait", folder.path());
    pid_t inner = 0;
    while (inner == 0) std::ifstream(folder.path() / "pid") >> inner;
    static_cast<void>(!::write(ends[1], &inner, sizeof inner));
    ::pause();
    ::_exit(0);
  }
  pid_t inner = 0;
  REQUIRE(::read(ends[0], &inner, sizeof inner) == sizeof inner);
  CHECK(::kill(inner, 0) == 0);
  ::kill(program, SIGKILL);
  ::waitpid(program, nullptr, 0);
  CHECK(ends_soon(inner));
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_CASE("a server that does not come up is told in a line, with its last words") {
  CHECK(
      says(refusal("echo no such file >&2; exit 3"), "ended with 3; its last words: no such file"));
  CHECK(says(refusal("true"), "has to stay as long as it is measured"));
  ClientPlan plan;
  plan.server.ready = 300ms;
  const std::string late = refusal("echo warming up; exec sleep 1000", plan);
  INFO(late);
  CHECK(says(late, "does not answer at 127.0.0.1:"));
  CHECK(says(late, "within 0.3 s; its last words: warming up"));
}

TEST_CASE("another server at that address is not taken for the one that was started") {
  const TestServer server(scenarios::http::serve_badly);
  const TemporaryFolder folder;
  harness::RealClock clock;
  ClientPlan plan;
  plan.server.command = "exec sleep 1000";
  const auto prepared = target_for(clock, server.port(), {}, plan, folder.path());
  REQUIRE_FALSE(prepared);
  CHECK(says(prepared.error().message, "before the one that is to be measured was started"));
}

TEST_CASE("nobody at the address, and no such host, are an error in a line") {
  harness::RealClock clock;
  const auto refused = target_for(clock, free_port(), {});
  REQUIRE_FALSE(refused);
  CHECK(says(refused.error().message, "connection refused"));
  const auto nowhere = target_for(clock, 80, {.host = "no-such-host.invalid"});
  REQUIRE_FALSE(nowhere);
  CHECK(says(nowhere.error().message, "no-such-host.invalid: no address is known"));
}

TEST_CASE("without a server's processes its resources are unknown") {
  const TestServer server(scenarios::http::serve_badly);
  harness::RealClock clock;
  const auto prepared = target_for(clock, server.port(), {.path = "/ok"});
  REQUIRE(prepared);
  CHECK(prepared->resources == Resources::unknown);
  CHECK(prepared->processes.empty());
}

}  // namespace started_server_test
