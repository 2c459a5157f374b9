#include "harness/result/run_files.h"

#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>
#include <vector>

#include "harness/result/latency_log.h"
#include "harness/result/sample/random_result.h"
#include "harness/result/sample/temporary_folder.h"
#include "harness/result/whole_file.h"

namespace run_files_test {

using namespace harness::result;
using namespace harness::result::sample;
namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void put(const fs::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename());
  return names;
}

RunFolder created(const fs::path& path) {
  auto folder = RunFolder::create(path);
  REQUIRE_MESSAGE(folder.has_value(), (folder ? "" : folder.error().message));
  return *folder;
}

std::string error_of_reading(const fs::path& folder) {
  const auto run = read_run(folder);
  REQUIRE_FALSE(run.has_value());
  return run.error().message;
}

RunResult named(std::string scenario) {
  RunResult run;
  run.scenario = std::move(scenario);
  return run;
}

/// A folder with a whole run in it.
fs::path finished(const TemporaryFolder& temporary, const RunResult& run) {
  const fs::path path = temporary.path() / "run";
  const auto done = created(path).finish(run);
  REQUIRE_MESSAGE(done.has_value(), (done ? "" : done.error().message));
  return path;
}

}  // namespace

TEST_CASE("a run that is written reads back equal") {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    const TemporaryFolder temporary;
    const RunResult written = RandomResult(seed).run();
    const auto run = read_run(finished(temporary, written));
    REQUIRE_MESSAGE(run.has_value(), (run ? "" : run.error().message));
    CHECK(run->points == written.points);
    CHECK(run->timeline == written.timeline);
    CHECK(run->counters == written.counters);
    CHECK(run->counted == written.counted);
    CHECK(run->classes == written.classes);
    CHECK(run->stages == written.stages);
    CHECK(run->slowest == written.slowest);
    CHECK(run->failures == written.failures);
    CHECK(run->known_answers == written.known_answers);
    CHECK(run->effects == written.effects);
    CHECK(run->scenario == written.scenario);
    CHECK(run->checks == written.checks);
    CHECK(run->objectives == written.objectives);
    REQUIRE(run->distributions.size() == written.distributions.size());
    for (std::size_t i = 0; i < run->distributions.size(); ++i) {
      const Distribution& a = run->distributions[i];
      const Distribution& b = written.distributions[i];
      CHECK(a.step == b.step);
      CHECK(a.phase == b.phase);
      CHECK(a.start_s == b.start_s);
      CHECK(a.duration_s == b.duration_s);
      CHECK(a.latency.count() == b.latency.count());
      CHECK(a.latency.max() == b.latency.max());
      // Not the least value: a log tells it to the bucket only.
      for (const double q : {0.25, 0.5, 0.95, 1.0}) {
        CHECK(a.latency.quantile(q) == b.latency.quantile(q));
      }
    }
  }
}

TEST_CASE("a folder says that it is incomplete until its run has been written") {
  const TemporaryFolder temporary;
  const fs::path path = temporary.path() / "deep" / "run";
  RunFolder folder = created(path);
  CHECK(folder.path() == path);
  CHECK(names_in(path) == std::set<std::string>{"INCOMPLETE", "scratch"});
  CHECK(bytes_of(path / "INCOMPLETE").starts_with("This run has not finished"));
  CHECK(error_of_reading(path).find("INCOMPLETE: This run has not finished") != std::string::npos);

  REQUIRE(folder.explain("The target could not start:\n no corpus.").has_value());
  CHECK(bytes_of(path / "INCOMPLETE") == "The target could not start:\n no corpus.\n");

  put(folder.scratch() / "engine.db", "much");
  REQUIRE(folder.finish(named("s")).has_value());
  CHECK(names_in(path) == std::set<std::string>{"run.json", "summary.csv", "timeline.csv",
                                                "stages.csv", "slowest.csv"});
  CHECK(read_run(path).has_value());
  // Finishing again, as after a mended error, is no error.
  CHECK(folder.finish(named("s")).has_value());
}

TEST_CASE("a folder that holds anything is refused and left alone") {
  const TemporaryFolder temporary;
  put(temporary.path() / "thesis.txt", "mine");
  const auto folder = RunFolder::create(temporary.path());
  REQUIRE_FALSE(folder.has_value());
  CHECK(folder.error().message ==
        temporary.path().string() + ": not empty; a run needs an absent or empty folder");
  CHECK(names_in(temporary.path()) == std::set<std::string>{"thesis.txt"});

  const auto file = RunFolder::create(temporary.path() / "thesis.txt");
  REQUIRE_FALSE(file.has_value());
  CHECK(file.error().message.find("thesis.txt: is a file") != std::string::npos);
  const auto below_file = RunFolder::create(temporary.path() / "thesis.txt" / "run");
  REQUIRE_FALSE(below_file.has_value());
  CHECK(below_file.error().message.find("Not a directory") != std::string::npos);
  CHECK_FALSE(RunFolder::create("").has_value());
  // Two runs can't share a folder either.
  const RunFolder first = created(temporary.path() / "run/");
  CHECK_FALSE(RunFolder::create(temporary.path() / "run").has_value());
}

TEST_CASE("an empty folder that is there already is taken") {
  const TemporaryFolder temporary;
  CHECK(created(temporary.path()).finish(named("s")).has_value());
  CHECK(read_run(temporary.path()).has_value());
}

TEST_CASE("of many that want the same empty folder, one gets it") {
  const TemporaryFolder temporary;
  for (int round = 0; round < 20; ++round) {
    const fs::path path = temporary.path() / std::to_string(round);
    fs::create_directory(path);
    std::atomic<int> winners = 0;
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] { winners += RunFolder::create(path).has_value() ? 1 : 0; });
      }
    }
    CHECK(winners == 1);
    CHECK(fs::exists(path / "INCOMPLETE"));
  }
}

TEST_CASE("a run's own folder is named for its time, scenario and commit") {
  const TemporaryFolder temporary;
  const fs::path root = temporary.path() / "results";
  const std::chrono::system_clock::time_point now{std::chrono::seconds(1'772'366'399)};
  const auto first = default_run_folder(root, "steady", "313dc60", now);
  const auto second = default_run_folder(root, "steady", "313dc60", now);
  const auto other = default_run_folder(root, "../odd name", "", now);
  REQUIRE((first && second && other));
  CHECK(first->path() == root / "runs" / "20260301T115959Z-steady-313dc60");
  CHECK(second->path() == root / "runs" / "20260301T115959Z-steady-313dc60-2");
  CHECK(other->path() == root / "runs" / "20260301T115959Z-.._odd_name");
  CHECK(fs::exists(second->path() / "INCOMPLETE"));
}

TEST_CASE("runs that start in the same second never share a folder") {
  const TemporaryFolder temporary;
  const std::chrono::system_clock::time_point now{};
  std::vector<std::string> paths(8);
  {
    std::vector<std::jthread> threads;
    for (auto& path : paths) {
      threads.emplace_back([&] {
        if (const auto folder = default_run_folder(temporary.path(), "s", "c", now)) {
          path = folder->path();
        }
      });
    }
  }
  const std::set<std::string> different(paths.begin(), paths.end());
  CHECK(different.size() == paths.size());
  CHECK(different.count("") == 0);
}

TEST_CASE("a file is replaced whole, and nothing is left beside it") {
  const TemporaryFolder temporary;
  const fs::path path = temporary.path() / "file";
  REQUIRE(write_whole_file(path, "old").has_value());
  REQUIRE(write_whole_file(path, "newer").has_value());
  CHECK(read_whole_file(path, 5) == "newer");
  CHECK_FALSE(read_whole_file(path, 4).has_value());
  CHECK(names_in(temporary.path()) == std::set<std::string>{"file"});
  CHECK_FALSE(read_whole_file(temporary.path(), 100).has_value());

  // A folder stands where the file should go: an error, and no temporary file stays.
  fs::create_directory(temporary.path() / "folder");
  const auto written = write_whole_file(temporary.path() / "folder", "x");
  REQUIRE_FALSE(written.has_value());
  CHECK(written.error().message.find("folder: cannot write: Is a directory") != std::string::npos);
  CHECK(names_in(temporary.path()) == std::set<std::string>{"file", "folder"});
}

TEST_CASE("missing and damaged files are told by name and line") {
  const TemporaryFolder temporary;
  const fs::path path = finished(temporary, RandomResult(3).run());
  const std::string summary = bytes_of(path / "summary.csv");
  const auto error_with = [&](const std::string& file, std::string_view bytes) {
    const std::string whole = bytes_of(path / file);
    put(path / file, bytes);
    const std::string message = error_of_reading(path);
    put(path / file, whole);
    CHECK(message.find((path / file).string()) == 0);
    return message.substr((path / file).string().size());
  };
  CHECK(error_with("summary.csv", "") == ": empty, not even a header");
  CHECK(error_with("summary.csv", summary.substr(0, summary.find('\n') + 1)) ==
        ": 0 rows where run.json tells of 4");
  CHECK(error_with("timeline.csv", "t_s,step\n1,a\nb,2\n") ==
        " line 3, column t_s: 'b' is not a number");
  CHECK(error_with("stages.csv", "stage\n\"parse") ==
        " line 2: the last line has no end, so the file was cut short");
  CHECK(error_with("slowest.csv", "seed\n-1\n").find(" line 2, column seed") == 0);
  CHECK(error_with("run.json", "{\n").find(" line 2: not JSON") == 0);
  CHECK(error_with("latency.hlog", "Tag=a/b,0.000,1.000,1.000,garbage\n").find("line 1") !=
        std::string::npos);
  CHECK(error_with("latency.hlog", "") == ": 0 rows where run.json tells of 4");

  fs::remove(path / "latency.hlog");
  CHECK(read_run(path).has_value());
  fs::remove(path / "stages.csv");
  CHECK(error_of_reading(path) ==
        (path / "stages.csv").string() + ": cannot read: No such file or directory");
  CHECK(error_of_reading(path / "absent") == (path / "absent").string() + ": no such folder");
}

TEST_CASE("what an incomplete run's mark says can't garble a terminal") {
  const TemporaryFolder temporary;
  put(temporary.path() / "INCOMPLETE", "\x1b[2Jdisk full\nmore");
  CHECK(error_of_reading(temporary.path()) ==
        (temporary.path() / "INCOMPLETE").string() + ": ?[2Jdisk full");
}

TEST_CASE("ISO times are seconds since 1970") {
  CHECK(unix_seconds("1970-01-01T00:00:00Z") == 0);
  CHECK(unix_seconds("2001-09-09T01:46:40Z") == 1e9);
  CHECK(unix_seconds("2024-02-29T23:59:59.5Z") == 1'709'251'199);
  for (const char* text : {"", "yesterday", "2025-02-29T00:00:00Z", "2025-13-01T00:00:00Z",
                           "2025-01-01T24:00:00Z", "2025-01-01", "-025-01-01T00:00:00Z"}) {
    CHECK(unix_seconds(text) == 0);
  }
}

}  // namespace run_files_test
