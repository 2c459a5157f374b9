// A server that somebody started beside the run, named on the command line.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "harness/result/run_files.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/smoke/program_run.h"

namespace smoke_beside_test {

using harness::result::read_run;
using harness::result::RunResult;
using harness::result::sample::TemporaryFolder;
using scenarios::Ended;
using scenarios::ProgramRun;
using scenarios::run_prony;
using Strings = std::vector<std::string>;

namespace {

constexpr double server_mib = 300;

/// A child of this test, and so none of the program's: it holds memory and waits to be killed.
class Server {
 public:
  Server() {
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    pid_ = ::fork();
    if (pid_ == 0) {
      constexpr auto size = static_cast<std::size_t>(server_mib) << 20;
      const auto memory = std::make_unique<char[]>(size);
      std::memset(memory.get(), 1, size);
      if (::write(ready[1], memory.get() + size - 1, 1) == 1) ::pause();
      ::_exit(0);
    }
    char byte = 0;
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    ::close(ready[0]);
    ::close(ready[1]);
  }
  ~Server() { kill(); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::string number() const { return std::to_string(pid_); }
  void kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }

 private:
  pid_t pid_ = -1;
};

Strings words_with(const Server& server, const char* length) {
  return {"run",   "steady", "--length", length,       "--rate",
          "200/s", "--out",  "run",      "--with-pid", server.number()};
}

RunResult result_in(const TemporaryFolder& folder) {
  auto run = read_run(folder.path() / "run");
  REQUIRE(run);
  return std::move(*run);
}

const harness::result::Check& stayed(const RunResult& run) {
  const auto found =
      std::ranges::find(run.checks, "named processes stayed", &harness::result::Check::name);
  REQUIRE(found != run.checks.end());
  return *found;
}

}  // namespace

TEST_CASE("a named server's memory is in the row, and its name among the parameters") {
  const TemporaryFolder folder;
  const Server server;
  const Ended ended = run_prony(folder.path(), words_with(server, "500ms"));
  CAPTURE(ended.err);
  REQUIRE(scenarios::is_measured(ended));
  const RunResult run = result_in(folder);
  const auto point = std::ranges::find_if(run.points, &harness::result::Point::measured);
  REQUIRE(point != run.points.end());
  CHECK(point->rss_mib_mean.value_or(0) > server_mib);
  CHECK(stayed(run).state == harness::result::CheckState::passed);
  CHECK(std::ranges::any_of(run.parameters,
                            [](const auto& one) { return one.first == "with processes"; }));
}

TEST_CASE("a named server that ends meanwhile makes the run invalid, and is named") {
  const TemporaryFolder folder;
  Server server;
  ProgramRun program(folder.path(), words_with(server, "4s"));
  while (!std::filesystem::exists(folder.path() / "run")) ::usleep(1000);
  ::usleep(2'000'000);  // into the measured time
  const std::string number = server.number();
  server.kill();
  const Ended ended = program.wait();
  CAPTURE(ended.err);
  CHECK(ended.code == 4);
  const RunResult run = result_in(folder);
  CHECK(stayed(run).state == harness::result::CheckState::failed);
  CHECK(stayed(run).sentence.find("(" + number + ") ended") != std::string::npos);
}

TEST_CASE("a number that is no process's, or one that can't be named, is refused in one line") {
  const TemporaryFolder folder;
  const Server server;
  const auto refused = [&](const Strings& pids, const std::string& part) {
    Strings words{"run", "steady", "--quick"};
    for (const std::string& pid : pids) words.insert(words.end(), {"--with-pid", pid});
    const Ended ended = run_prony(folder.path(), words);
    CAPTURE(ended.err);
    CHECK(ended.code == 2);
    CHECK(ended.complained_in_one_line());
    CHECK(ended.err.find(part) != std::string::npos);
    CHECK(std::filesystem::is_empty(folder.path()));
  };
  refused({"redis"}, "'redis' is no process's number");
  refused({"0"}, "'0' is no process's number");
  refused({"-4"}, "'-4' is no process's number");
  refused({"99999999999"}, "is no process's number");
  refused({"4194304"}, "there is no process 4194304");  // the kernel's highest number and one more
  refused({std::to_string(::getpid())}, "one that it was started by");
  refused({server.number(), server.number()}, "named twice");
}

}  // namespace smoke_beside_test
