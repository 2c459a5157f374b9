// What a run says of itself when it was overloaded, idle, or had nothing of what a step is about.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "harness/result/run_files.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/smoke/program_run.h"

namespace smoke_verdicts_test {

using harness::result::Point;
using harness::result::read_run;
using harness::result::RunResult;
using harness::result::Verdict;
using harness::result::sample::TemporaryFolder;
using scenarios::Ended;
using scenarios::is_measured;
using scenarios::run_prony;
namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

namespace {

RunResult measured(const TemporaryFolder& folder, Strings words, Ended& ended) {
  words.insert(words.end(), {"--out", "out"});
  ended = run_prony(folder.path(), words);
  CAPTURE(ended.err);
  REQUIRE(is_measured(ended));
  const auto run = read_run(folder.path() / "out");
  REQUIRE(run);
  return *run;
}

bool any_finding(const RunResult& run, const std::string& part) {
  return std::any_of(run.findings.begin(), run.findings.end(), [&](const std::string& finding) {
    return finding.find(part) != std::string::npos;
  });
}

std::set<std::string> settings_of(const RunResult& run) {
  std::set<std::string> settings;
  for (const Point& point : run.points) settings.insert(point.setting);
  return settings;
}

}  // namespace

TEST_CASE("an overloaded engine that refuses most never meets its objectives") {
  const TemporaryFolder folder;
  Ended ended;
  // No room for more than four, whatever the machine can do.
  const RunResult run =
      measured(folder,
               {"run", "steady", "--rate", "20000/s", "--length", "500ms", "--set",
                "queue.capacity=4", "--set", "queue.policy=shed", "--set", "workers=1", "--set",
                "batch.size=1", "--objective", "p50<60s"},
               ended);
  double shed = 0;
  for (const Point& point : run.points) shed += point.shed.value_or(0);
  REQUIRE(shed > 0);
  CHECK(run.findings.at(0).starts_with("Refused: "));
  REQUIRE(run.objectives.size() == 2);  // the scenario's own on what was shed stays
  CHECK(run.objectives[1].objective == "shed<=0.1%");
  CHECK(run.objectives[1].verdict != Verdict::met);
  CHECK(ended.code != 0);
  CHECK(ended.out.find("%)") != std::string::npos);  // in the table, beside the P99
}

TEST_CASE("a run in which no request was due is inconclusive, and says so") {
  const TemporaryFolder folder;
  Ended ended;
  const RunResult run =
      measured(folder, {"run", "steady", "--rate", "0.001/s", "--length", "200ms"}, ended);
  CHECK(run.findings.at(0).starts_with("No request was due"));
  CHECK(std::none_of(run.objectives.begin(), run.objectives.end(),
                     [](const auto& one) { return one.verdict != Verdict::cant_tell; }));
  CHECK(ended.code == (run.valid() ? 3 : 4));
}

TEST_CASE("sizes and formats that a corpus has nothing of are left out, and told") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "docs");
  std::ofstream(folder.path() / "docs" / "one.txt") << std::string(8'700, 'a') << " ends here.";
  Ended ended;
  const RunResult single = measured(
      folder, {"run", "single", "--quick", "--length", "400ms", "--corpus", "docs"}, ended);
  CHECK(settings_of(single) == std::set<std::string>{"4 to 16 KiB"});
  CHECK(any_finding(single, "no documents of these sizes: below 4 KiB; 16 to 64 KiB; 64 KiB"));
  fs::remove_all(folder.path() / "out");
  const RunResult formats = measured(
      folder, {"run", "formats", "--quick", "--length", "400ms", "--corpus", "docs"}, ended);
  CHECK(settings_of(formats) == std::set<std::string>{"text"});
  CHECK(any_finding(formats, "no documents of these formats: "));
}

TEST_CASE("a capacity is taken from no run that is invalid or was cut short") {
  const TemporaryFolder folder;
  RunResult run;
  run.scenario = "capacity";
  run.estimates = {{"highest rate", 500.0, 490.0, 510.0, "/s", ""}};
  run.cut_short = true;
  auto cut = harness::result::RunFolder::create(folder.path() / "cut");
  REQUIRE(cut);
  REQUIRE(cut->finish(run));
  run.cut_short = false;
  run.checks = {{"steal", harness::result::CheckState::failed, {}, {}, "taken away"}};
  auto invalid = harness::result::RunFolder::create(folder.path() / "invalid");
  REQUIRE(invalid);
  REQUIRE(invalid->finish(run));
  for (const auto& [name, why] : {std::pair{"cut", "was cut short"}, {"invalid", "is INVALID"}}) {
    const Ended ended = run_prony(folder.path(), {"run", "peak", "--quick", "--capacity", name});
    CAPTURE(ended.err);
    CHECK(ended.code == 2);
    CHECK(ended.complained_in_one_line());
    CHECK(ended.err.find(why) != std::string::npos);
  }
}

}  // namespace smoke_verdicts_test
