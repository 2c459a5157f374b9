// ./prony compare through the real command line.
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "harness/result/sample/temporary_folder.h"
#include "scenarios/smoke/program_run.h"

namespace smoke_compare_test {

using harness::result::sample::TemporaryFolder;
using scenarios::Ended;
using scenarios::run_prony;
namespace fs = std::filesystem;

namespace {

void measure(const fs::path& folder, const char* out, const char* rate) {
  const Ended ended = run_prony(
      folder, {"run", "steady", "--on", "null", "--length", "1s", "--rate", rate, "--out", out});
  CAPTURE(ended.err);
  REQUIRE(is_measured(ended));
}

void write(const fs::path& file, int repetitions, double time) {
  nlohmann::json all{{"benchmarks", nlohmann::json::array()}};
  for (int i = 0; i < repetitions; ++i) {
    all["benchmarks"].push_back({{"name", "sort"}, {"cpu_time", time}, {"time_unit", "us"}});
  }
  std::ofstream(file) << all;
}

void check_told(const fs::path& folder, const std::vector<std::string>& words,
                const std::string& part) {
  const Ended ended = run_prony(folder, words);
  CAPTURE(ended.err);
  CHECK(ended.code == 2);
  CHECK(ended.complained_in_one_line());
  CHECK(ended.err.find(part) != std::string::npos);
}

void check_refused(const fs::path& folder, const std::vector<std::string>& words,
                   const std::string& part) {
  check_told(folder, words, part);
  CHECK_FALSE(fs::exists(folder / "out"));
  CHECK_FALSE(fs::exists(folder / "results"));
}

}  // namespace

TEST_CASE("two runs: what differs, figures, pages; and as JSON") {
  const TemporaryFolder folder;
  measure(folder.path(), "one", "200/s");
  measure(folder.path(), "two", "400/s");
  const Ended ended = run_prony(folder.path(), {"compare", "one", "two", "--out", "out"});
  CAPTURE(ended.err);
  CHECK(ended.code == 0);
  for (const char* const part : {"What the runs differ in", "throughput", "Advisory", "page:"}) {
    CHECK(ended.out.find(part) != std::string::npos);
  }
  CHECK(fs::exists(folder.path() / "out" / "compare.html"));
  CHECK(fs::exists(folder.path() / "out" / "compare.md"));
  CHECK_FALSE(fs::exists(folder.path() / "out" / "INCOMPLETE"));
  CHECK_FALSE(fs::exists(folder.path() / "out" / "scratch"));

  const Ended as_json = run_prony(folder.path(), {"compare", "one", "two/run.json", "--json"});
  const auto json = nlohmann::json::parse(as_json.out, nullptr, false);
  REQUIRE_FALSE(json.is_discarded());
  CHECK(json["points"][0]["figures"][0]["name"] == "throughput");
  CHECK(fs::exists(folder.path() / "results" / "runs"));
}

TEST_CASE("a run is kept as a baseline, and the next one is compared with it by name") {
  const TemporaryFolder folder;
  const auto prony = [&](const std::vector<std::string>& words) {
    Ended ended = run_prony(folder.path(), words);
    CAPTURE(ended.err);
    CHECK(ended.code == 0);
    return ended.out;
  };
  check_refused(folder.path(), {"compare", "before", "before"}, "there is no baseline yet; ");
  check_refused(folder.path(), {"baseline", "save", "before"}, "no valid run in it");
  check_refused(folder.path(), {"baseline", "save", ".."}, "can't be a baseline's name");
  REQUIRE(is_measured(run_prony(folder.path(), {"run", "steady", "--on", "null", "--length", "2s",
                                                "--rate", "200/s", "--out", "one"})));
  prony({"baseline", "save", "before", "one", "--force"});
  check_told(folder.path(), {"baseline", "save", "before", "one", "--force"}, "--replace");
  CHECK(prony({"baseline", "list"}).find("before") != std::string::npos);
  const std::string compared = prony({"compare", "before", "one", "--out", "out"});
  for (const char* const part : {"results/baseline/before", "reference workload", "orrected"}) {
    CHECK(compared.find(part) != std::string::npos);
  }
  prony({"baseline", "remove", "before"});
  CHECK_FALSE(fs::exists(folder.path() / "results" / "baseline" / "before"));
}

TEST_CASE(
    "files of Google Benchmark are judged, and too few repetitions say how many there should be") {
  const TemporaryFolder folder;
  write(folder.path() / "a.json", 12, 100);
  write(folder.path() / "b.json", 12, 120);
  const Ended ended = run_prony(folder.path(), {"compare", "a.json", "b.json", "--out", "out"});
  CHECK(ended.code == 0);
  CHECK(ended.out.find("+20 %") != std::string::npos);
  CHECK(ended.out.find("regressed") != std::string::npos);
  write(folder.path() / "few.json", 3, 120);
  CHECK(run_prony(folder.path(), {"compare", "a.json", "few.json", "--out", "few"})
            .out.find("make at least 8, better 24") != std::string::npos);
}

TEST_CASE("what can't be compared is told in a line, and nothing is left") {
  const TemporaryFolder folder;
  write(folder.path() / "a.json", 12, 100);
  std::ofstream(folder.path() / "cut.json") << "{\n\"benchmarks\": [";
  fs::create_directory(folder.path() / "empty");
  check_refused(folder.path(), {"compare", "a.json"}, "RUN");
  check_refused(folder.path(), {"compare", "a.json", "b.jsn", "--out", "out"},
                "b.jsn: no such file or folder; did you mean");
  check_refused(folder.path(), {"compare", "a.json", "cut.json", "--out", "out"},
                "cut.json: line 2: not JSON");
  check_refused(folder.path(), {"compare", "a.json", "empty", "--out", "out"}, "can't be compared");
  check_refused(folder.path(), {"compare", "empty", "empty", "--out", "out"}, "run.json");
  check_refused(folder.path(), {"compare", "a.json", "a.json", "--tolerance", "1%"}, "--tolerance");
  check_refused(folder.path(), {"compare", "a.json", "a.json", "--jsn"}, "did you mean --json?");
}

TEST_CASE("two commands: which is faster, in words, as JSON and as files") {
  const TemporaryFolder folder;
  const auto compare = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "compare");
    return run_prony(folder.path(), words);
  };
  const Ended ended =
      compare({"--commands", "sleep 0.01", "sleep 0.1", "--out", "out", "--budget", "10min"});
  CAPTURE(ended.err);
  CHECK(ended.code == 0);
  CHECK(ended.out.starts_with("A is faster: B takes "));
  CHECK(ended.out.find("without a shell") != std::string::npos);
  CHECK(fs::exists(folder.path() / "out" / "verdict.json"));
  CHECK(fs::exists(folder.path() / "out" / "pairs.csv"));
  CHECK_FALSE(fs::exists(folder.path() / "out" / "INCOMPLETE"));

  const Ended few = compare({"--commands", "true", "true | true", "-r", "2", "--json"});
  CHECK(few.code == 3);
  const auto json = nlohmann::json::parse(few.out, nullptr, false);
  REQUIRE_FALSE(json.is_discarded());
  CHECK(json["faster"] == "unknown");
  CHECK(json["shell"] == "sh");

  CHECK(compare({"--commands", "true", "false"}).code == 4);
  fs::remove_all(folder.path() / "out");
  check_refused(folder.path(), {"compare", "--commands", "true", "flase"},
                "there is no program 'flase'; ");
  check_refused(folder.path(), {"compare", "--commands", "true"}, "--commands");
  check_refused(folder.path(), {"compare", "a", "b", "--warmup", "3"}, "--commands");
  check_refused(folder.path(), {"compare"}, "--commands");
}

}  // namespace smoke_compare_test
