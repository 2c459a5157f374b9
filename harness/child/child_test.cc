// Children that are this test program, run again: one of its cases is what they do.
#include "harness/child/child.h"

#include <doctest/doctest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "harness/child/fresh_trial.h"
#include "harness/child/test_session.h"
#include "harness/result/sample/temporary_folder.h"

namespace child_test {

using namespace harness::child;
using namespace std::chrono_literals;
using harness::Expected;
using harness::RealClock;
using harness::drive::NullTarget;
using harness::result::RunResult;
using harness::result::sample::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

const Limits soon{.most = 30s};

Program program() {
  return {.words = {"--no-skip", "--test-case=child: holds a target"}};
}

std::unique_ptr<Child> started(const Program& of = program()) {
  auto child = Child::start(of, soon);
  if (!child) FAIL(child.error().message);
  return std::move(*child);
}

std::size_t open_descriptors() {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator()));
}

/// Has the process ended? Nobody may have waited for it yet.
bool is_gone(pid_t pid) {
  std::ifstream file(fs::path("/proc") / std::to_string(pid) / "stat");
  std::string text;
  if (!std::getline(file, text)) return true;
  const char state = text.at(text.rfind(')') + 2);
  return state == 'Z' || state == 'X';
}

bool ends(pid_t pid) {
  for (int i = 0; i < 2000 && !is_gone(pid); ++i) std::this_thread::sleep_for(1ms);
  return is_gone(pid);
}

bool has_no_children() {
  return ::waitpid(-1, nullptr, WNOHANG) < 0 && errno == ECHILD;
}

}  // namespace

TEST_CASE("a child greets, opens a session, is asked for slices, and quits") {
  const std::size_t before = open_descriptors();
  {
    const auto child = started();
    CHECK(child->hello().version == "7");
    TemporaryFolder folder;
    const auto ready =
        child->open({.target = {.scratch = folder.path()}, .load = Clients{2}}, soon);
    REQUIRE(ready);
    CHECK(ready->engine == "v1");
    const auto slice = child->slice({.length = {}, .requests = 50}, soon);
    REQUIRE(slice);
    CHECK(slice->ok == 50);
    const auto closed = child->close(soon);
    REQUIRE(closed);
    CHECK(closed->wrong.empty());
    CHECK(child->quit(soon));
    CHECK(child->ended());
    CHECK(child->slice({}, soon).error().message == "this program has ended");
  }
  CHECK(has_no_children());
  CHECK(open_descriptors() == before);
}

TEST_CASE("two children take turns") {
  const auto one = started(), other = started();
  for (const auto* child : {&one, &other}) {
    REQUIRE((*child)->open({.target = {}, .load = Clients{}}, soon));
  }
  for (int i = 0; i < 20; ++i) {
    for (const auto* child : {&one, &other}) {
      const auto slice = (*child)->slice({.length = 1ms}, soon);
      REQUIRE(slice);
      CHECK(slice->ok > 0);
      CHECK(slice->unfinished == 0);
    }
  }
  CHECK(one->close(soon));
  CHECK(other->close(soon));
}

TEST_CASE("a refusal leaves the child as it was") {
  const auto child = started();
  CHECK(child->slice({}, soon).error().message == "no session is open");
  CHECK_FALSE(child->ended());
  CHECK(child->open({}, soon));
}

TEST_CASE("a child that is killed is told, and nothing of it stays") {
  const auto child = started();
  REQUIRE(child->open({}, soon));
  ::kill(child->pid(), SIGKILL);
  CHECK(child->slice({}, soon).error().message ==
        "this program was killed by signal 9, asked for a slice");
  CHECK(child->ended());
  CHECK(has_no_children());
  CHECK_FALSE(child->close(soon));
}

TEST_CASE("a child that dies during a slice is told with its last line") {
  const auto child = started();
  REQUIRE(child->open({.target = {.subject = "deadly"}}, soon));
  CHECK(child->slice({.length = {}, .requests = 10}, soon).error().message ==
        "this program ended with 7: the engine caught fire, asked for a slice");
  CHECK(has_no_children());
}

TEST_CASE("a stop request during a trial ends all of the child's group") {
  std::stop_source stop;
  const auto child = started();
  pid_t grandchild = 0;
  const auto result =
      child->trial({.target = {}, .load = "with a grandchild"},
                   {.most = 1h, .stop = stop.get_token()}, [&](const std::string& phase) {
                     grandchild = std::stoi(phase);
                     stop.request_stop();
                   });
  REQUIRE_FALSE(result);
  CHECK(result.error().message == "stopped");
  REQUIRE(grandchild > 0);
  CHECK(ends(grandchild));
  CHECK(has_no_children());
}

TEST_CASE("a child that takes too long is ended") {
  const auto child = started();
  const auto result = child->trial({.target = {}, .load = "for ever"}, {.most = 20ms});
  REQUIRE_FALSE(result);
  CHECK(result.error().message == "this program took too long, asked for a trial, and was ended");
  CHECK(has_no_children());
}

TEST_CASE("a child goes with whoever holds it") {
  const pid_t pid = started()->pid();
  CHECK(is_gone(pid));
  CHECK(has_no_children());
}

TEST_CASE("a fresh trial has a folder for itself, which is gone afterwards") {
  const TemporaryFolder folder;
  const TrialOrder order{
      .target = {.scratch = folder.path() / "trial"}, .load = "noisy", .seed = 4};
  const auto result = fresh_trial(program(), order, {});
  REQUIRE(result);
  CHECK(result->seed == 4);
  CHECK(fs::is_empty(folder.path()));
  CHECK(has_no_children());
}

TEST_CASE("whatever a target prints does no harm") {
  const auto child = started();
  const auto result = child->trial({.target = {}, .load = "noisy", .seed = 4}, soon);
  REQUIRE(result);
  CHECK(result->seed == 4);
}

TEST_CASE("a child has the surroundings that it was given, and nothing else of this process") {
  const int leaky = ::dup(STDERR_FILENO);  // would be inherited
  TemporaryFolder folder;
  Program of = program();
  of.environment = {"PRONY_TEST=here"};
  of.folder = folder.path();
  const auto child = started(of);
  const auto& facts = child->hello().subjects;
  CHECK(facts.at(0) == "here");
  CHECK(facts.at(1).empty());  // HOME
  CHECK(facts.at(2) == fs::canonical(folder.path()).string());
  CHECK(facts.at(3) == "4");  // descriptors: three and the line
  ::close(leaky);
}

// What the children do: skipped unless it is asked for.
TEST_SUITE("children" * doctest::skip()) {
  const auto variable = [](const char* name) {
    const char* const value = std::getenv(name);
    return std::string(value != nullptr ? value : "");
  };

  Hello greet(const Greeting&) {
    // One more is open while they are counted.
    return {.version = "7",
            .build = {},
            .commit = {},
            .subjects = {variable("PRONY_TEST"), variable("HOME"), fs::current_path().string(),
                         std::to_string(open_descriptors() - 1)}};
  }

  Expected<RunResult> try_out(const TrialOrder& order, const TellPhase& tell) {
    if (order.load == "noisy") {
      for (int i = 0; i < 20'000; ++i) std::fputs("some words\n", i % 2 == 0 ? stdout : stderr);
    } else {
      const pid_t grandchild = order.load == "with a grandchild" ? ::fork() : 0;
      if (grandchild > 0) tell(std::to_string(grandchild));
      while (true) ::pause();
    }
    RunResult result;
    result.scenario = "trial";
    result.seed = order.seed;
    return result;
  }

  class DeadlyTarget final : public harness::Target {
   public:
    explicit DeadlyTarget(harness::Clock& /*clock*/) {}
    std::uint64_t population() const override { return 1; }
    void submit(const harness::Request& /*request*/, harness::Completion /*done*/) override {
      std::fputs("some words\nprony: the engine caught fire\n", stderr);
      ::_exit(7);
    }
  };

  TEST_CASE("child: holds a target") {
    RealClock clock;
    const auto open = [&](const SessionOrder& order, const TellPhase&) {
      const bool deadly = order.target.subject == "deadly";
      SessionParts parts =
          parts_of(clock, deadly ? maker_of<DeadlyTarget>() : maker_of<NullTarget>(), order.load);
      parts.target.scratch /= std::to_string(::getpid());
      return Session::open(std::move(parts));
    };
    CHECK(serve(3, {.greet = greet, .trial = try_out, .open = open}));
  }
}

}  // namespace child_test
