// kill -9, for real: what was acknowledged must be in the database afterwards.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "engine/documents/engine.h"
#include "engine/documents/items/test_folder.h"
#include "engine/documents/options/test_options.h"

namespace crash_test {

using engine::documents::Engine;
using engine::documents::Outcome;
using engine::documents::items::Result;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;

namespace {

/// Processes documents for ever and writes the number of each acknowledged one to the pipe.
[[noreturn]] void work_until_killed(const Options& options, const std::filesystem::path& database,
                                    int pipe) {
  auto engine = Engine::open(options, database);
  if (!engine) _exit(1);
  for (std::uint32_t i = 0;; ++i) {
    (*engine)->submit(
        {.id = std::to_string(i) + ".txt",
         .path = {},
         .bytes = "Document number " + std::to_string(i) + " tells of weather, tides and ships."},
        [pipe, i](const Result& result) {
          if (result.outcome != Outcome::ok || write(pipe, &i, sizeof i) != sizeof i) _exit(1);
        });
  }
}

/// Lets a child work until it has acknowledged so many, then kills it; returns all that it told.
std::set<std::uint32_t> kill_after(std::size_t acknowledged, const Options& options,
                                   const std::filesystem::path& database) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    close(ends[0]);
    work_until_killed(options, database, ends[1]);
  }
  close(ends[1]);
  std::set<std::uint32_t> told;
  std::uint32_t number = 0;
  bool killed = false;
  while (read(ends[0], &number, sizeof number) == sizeof number) {
    told.insert(number);
    if (told.size() >= acknowledged && !killed) {
      kill(child, SIGKILL);  // the pipe still holds what it told before
      killed = true;
    }
  }
  close(ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGKILL);
  return told;
}

}  // namespace

TEST_CASE("what was acknowledged survives kill -9") {
  std::vector<Options> all = engine::documents::options::v2_with_all_executors();
  all.push_back(Options::v1());
  for (const Options& options : all) {
    for (const std::size_t acknowledged : {1U, 37U, 300U}) {
      CAPTURE(acknowledged);
      const TestFolder folder;
      const auto told = kill_after(acknowledged, options, folder / "engine.sqlite");
      CHECK(told.size() >= acknowledged);
      auto again = Engine::open(options, folder / "engine.sqlite");
      REQUIRE(again);
      for (const std::uint32_t number : told) {
        const auto state = (*again)->store().find(std::to_string(number) + ".txt");
        REQUIRE(state);
        REQUIRE_MESSAGE(state->has_value(), number << " was acknowledged and is lost");
        CHECK((*state)->status == engine::documents::store::Status::ok);
      }
      CHECK((*again)->store().check());
      const auto interrupted = (*again)->store().under_way();
      REQUIRE(interrupted);
      for (const std::string& id : *interrupted) {
        CHECK_MESSAGE(!told.contains(static_cast<std::uint32_t>(std::stoul(id))),
                      id << " was acknowledged, and still counts as under way");
      }
      // What was durable but not yet acknowledged may be there, too.
      CHECK((*again)->search("tides", 5)->size() >= std::min<std::size_t>(5, told.size()));
    }
  }
}

}  // namespace crash_test
