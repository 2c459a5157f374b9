// The self-test as a user meets it. What the machine is fit for is not asserted.
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "harness/result/run_files.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/smoke/program_run.h"

namespace smoke_selftest_test {

using harness::result::sample::TemporaryFolder;
using scenarios::Ended;
using scenarios::run_prony;
namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

namespace {

Strings model(const Strings& more) {
  Strings words{"selftest", "--virtual", "--requests", "20000", "--model"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

void check_refused(const Strings& words, const std::string& part) {
  const TemporaryFolder folder;
  const Ended ended = run_prony(folder.path(), words);
  CAPTURE(ended.err);
  CHECK(ended.code == 2);
  CHECK(ended.complained_in_one_line());
  CHECK(ended.err.find(part) != std::string::npos);
  CHECK(fs::is_empty(folder.path()));
}

Strings lines_of(const std::string& text) {
  Strings lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("one model in virtual time: five rows, the same each time, to stdout or a file") {
  const TemporaryFolder folder;
  const Ended once = run_prony(folder.path(), model({"md1", "--rate", "8000/s", "--seed", "2"}));
  CAPTURE(once.err);
  CHECK(once.code == 0);
  const Strings lines = lines_of(once.out);
  REQUIRE(lines.size() == 6);
  CHECK(lines[0] ==
        "quantile,theory_ms,measured_ms,relative_error,interval_low_ms,interval_high_ms");
  const Strings names{"p50,", "p95,", "p99,", "p99.9,", "mean,"};
  for (std::size_t i = 0; i < names.size(); ++i) CHECK(lines[i + 1].starts_with(names[i]));

  const Ended again = run_prony(
      folder.path(), model({"md1", "--rate", "8000/s", "--seed", "2", "--csv", "rows.csv"}));
  CHECK(again.code == 0);
  CHECK(again.out.empty());
  std::ifstream file(folder.path() / "rows.csv");
  const std::string written((std::istreambuf_iterator<char>(file)), {});
  CHECK(written == once.out);
}

TEST_CASE("a law without closed form leaves theory empty, but for the mean") {
  const TemporaryFolder folder;
  const Ended ended = run_prony(folder.path(), model({"mg1", "--cv", "2"}));
  const Strings lines = lines_of(ended.out);
  REQUIRE(lines.size() == 6);
  CHECK(lines[3].starts_with("p99,,"));
  CHECK(lines[5].starts_with("mean,0.35"));
}

TEST_CASE("what can't be measured is refused in one line, before anything is") {
  check_refused(model({"mm1", "--rate", "12000/s"}), "rho = rate x service / servers = 1.2");
  check_refused(model({"mm1", "--rate", "10000/s"}), "keep the rate below 10000/s");
  check_refused(model({"mmcc"}), "did you mean mmc?");
  check_refused(model({"mm1", "--servers", "0"}), "servers");
  check_refused(model({"mmc", "--servers", "-2"}), "servers");
  check_refused(model({"mm1", "--rate", "60%"}), "5000/s");
  check_refused(model({"mm1", "--service", "0us"}), "service");
  check_refused(model({"mm1", "--service", "fast"}), "service");
  check_refused(model({"mm1", "--cv", "2"}), "mg1 only");
  check_refused(model({"md1", "--law", "lognormal"}), "mg1 only");
  check_refused(model({"mg1", "--law", "lognornal"}), "did you mean lognormal?");
  check_refused(model({"mg1", "--cv", "nan"}), "cv");
  check_refused(model({"mg1", "--cv", "-1"}), "cv");
  check_refused(model({"mg1", "--cv", "0.5", "--law", "hyperexponential"}), "lognormal");
  check_refused(model({"mm1", "--csv", "absent/rows.csv"}), "absent");
  check_refused(model({"mm1", "--out", "run"}), "--out");
  check_refused({"selftest", "--virtual", "--model", "mm1", "--requests", "10"}, "requests");
  check_refused({"selftest", "--rate", "5000/s"}, "needs --model");
  check_refused({"selftest", "--model", "mmc", "--servers", "1000"}, "--virtual");
  check_refused({"selftest", "--modle", "mm1"}, "--model");
}

TEST_CASE("ten lines on stdout, and the first says what this machine can measure") {
  const TemporaryFolder folder;
  const Ended ended = run_prony(folder.path(), {"selftest", "--quick", "--out", "run"});
  CAPTURE(ended.err);
  const Strings lines = lines_of(ended.out);
  REQUIRE_FALSE(lines.empty());
  CHECK((lines[0].starts_with("This machine can measure n") ||
         lines[0].starts_with("No latency was measured in real time")));
  const auto run = harness::result::read_run(folder.path() / "run");
  REQUIRE(run);
  // Sentences longer than a line take two.
  CHECK(lines.size() <= 10 + 5);
  for (const auto& point : run->points) {
    if (point.step.ends_with("virtual time")) CHECK(point.valid);
  }
}

TEST_CASE("the whole of it: files, a page, a verdict and an exit that agree") {
  const TemporaryFolder folder;
  const Ended ended = run_prony(folder.path(), {"selftest", "--quick", "--out", "run", "--json"});
  CAPTURE(ended.err);
  CHECK((ended.code == 0 || ended.code == 4));
  const auto run = harness::result::read_run(folder.path() / "run");
  REQUIRE(run);
  CHECK(run->valid() == (ended.code == 0));
  CHECK(run->known_answers.size() >= 35);
  CHECK(run->view.judges_machine);
  CHECK(fs::exists(folder.path() / "run" / "report.html"));
  CHECK(nlohmann::json::parse(ended.out)["scenario"] == "selftest");
}

}  // namespace smoke_selftest_test
