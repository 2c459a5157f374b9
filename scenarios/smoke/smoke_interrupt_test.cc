// Runs that are ended from outside, and runs side by side.
#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "harness/result/run_files.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/smoke/program_run.h"

namespace smoke_interrupt_test {

using harness::result::read_run;
using harness::result::RunResult;
using harness::result::sample::TemporaryFolder;
using scenarios::Ended;
using scenarios::is_measured;
using scenarios::ProgramRun;
using scenarios::run_prony;
namespace fs = std::filesystem;

namespace {

/// Begins a run that would take an hour, and stops it once it has said where it is.
Ended stopped(const fs::path& folder, const std::string& scenario, const std::string& place,
              int signal) {
  ProgramRun run(folder, {"run", scenario, "--length", "1h", "--out", "out"});
  CHECK(run.says(place));
  run.send(signal);
  return run.wait();
}

/// An interrupted run is whole, as far as it came, and says what it is.
RunResult check_kept(const fs::path& folder, const Ended& ended) {
  CAPTURE(ended.err);
  CHECK(ended.code == 3);
  CHECK(ended.out.find("CUT SHORT") != std::string::npos);
  CHECK_FALSE(fs::exists(folder / "out" / "INCOMPLETE"));
  CHECK_FALSE(fs::exists(folder / "out" / "scratch"));
  std::ifstream file(folder / "out" / "run.json");
  const auto json = nlohmann::json::parse(file, nullptr, false);
  REQUIRE(json.is_object());
  CHECK(json["cut_short"] == true);
  const auto run = read_run(folder / "out");
  REQUIRE(run);
  for (const auto& point : run->points) {
    CHECK(*point.requests == *point.ok + *point.failed + *point.shed);
  }
  return *run;
}

}  // namespace

TEST_CASE("Ctrl-C in mid load keeps what was measured") {
  const TemporaryFolder folder;
  const RunResult run =
      check_kept(folder.path(), stopped(folder.path(), "steady", "load, steady", SIGINT));
  CHECK(run.capacity_per_s.value_or(0) > 0);
}

TEST_CASE("Ctrl-C while the capacity is measured, and SIGTERM in mid sweep, do too") {
  const TemporaryFolder one, other;
  check_kept(one.path(), stopped(one.path(), "peak", "capacity", SIGINT));
  const RunResult run =
      check_kept(other.path(), stopped(other.path(), "worker-sweep", "1 worker", SIGTERM));
  REQUIRE(run.points.size() == 1);
  CHECK(run.points[0].step == "1 worker");
}

TEST_CASE("a run that was killed is marked, and no report is made of it") {
  const TemporaryFolder folder;
  const Ended ended = stopped(folder.path(), "steady", "capacity", SIGKILL);
  CHECK(ended.code == 128 + SIGKILL);
  CHECK(fs::exists(folder.path() / "out" / "INCOMPLETE"));
  CHECK_FALSE(fs::exists(folder.path() / "out" / "run.json"));
  const Ended report = run_prony(folder.path(), {"report", "out"});
  CHECK(report.code == 2);
  CHECK(report.complained_in_one_line());
  CHECK_FALSE(fs::exists(folder.path() / "out" / "report.html"));
  const Ended again = run_prony(folder.path(), {"run", "overhead", "--out", "out"});
  CHECK(again.code == 2);
  CHECK(again.complained_in_one_line());
}

TEST_CASE("two runs at once into results/ are two whole runs") {
  const TemporaryFolder folder;
  const std::vector<std::string> words{"run", "overhead", "--length", "300ms"};
  ProgramRun one(folder.path(), words), other(folder.path(), words);
  CHECK(is_measured(one.wait()));
  CHECK(is_measured(other.wait()));
  std::size_t runs = 0;
  for (const auto& entry : fs::directory_iterator(folder.path() / "results" / "runs")) {
    const auto run = read_run(entry.path());
    REQUIRE(run);
    CHECK(run->scenario == "overhead");
    ++runs;
  }
  CHECK(runs == 2);
}

}  // namespace smoke_interrupt_test
