// The ablation as a user meets it. What an optimisation is worth here is not asserted.
#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "harness/result/run_files.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/smoke/program_run.h"

namespace smoke_ablation_test {

using harness::result::Effect;
using harness::result::read_run;
using harness::result::sample::TemporaryFolder;
using scenarios::Ended;
using scenarios::is_measured;
using scenarios::ProgramRun;
using scenarios::run_prony;
namespace fs = std::filesystem;

TEST_CASE(
    "an ablation leaves its table, with claims, controls and verdicts, as CSV and on a page") {
  const TemporaryFolder folder;
  const Ended ended = run_prony(folder.path(), {"run", "ablation", "--quick", "--length", "60s",
                                                "--within", "50%", "--out", "a"});
  CAPTURE(ended.err);
  CHECK(is_measured(ended));
  const auto run = read_run(folder.path() / "a");
  REQUIRE(run);
  const auto any = [&](auto holds) {
    return std::any_of(run->effects.begin(), run->effects.end(), holds);
  };
  CHECK(any([](const Effect& one) { return one.switch_name == "parser.reuse"; }));
  CHECK(any([](const Effect& one) { return one.claim_id == "000.1" && one.claimed == 0.6; }));
  CHECK(any([](const Effect& one) { return one.verdict == "control" && one.against == "v2"; }));
  for (const Effect& effect : run->effects) {
    CAPTURE(effect.optimisation);
    CHECK_FALSE(effect.verdict.empty());
    CHECK(effect.measured.has_value());
  }
  std::ifstream csv(folder.path() / "a" / "ablation.csv");
  std::string header;
  std::getline(csv, header);
  CHECK(header.starts_with(
      "switch,against,metric,claim_id,claimed,measured,interval_low,interval_high,verdict"));
  std::ostringstream page;
  page << std::ifstream(folder.path() / "a" / "report.html").rdbuf();
  CHECK(page.str().find("parser is reused") != std::string::npos);
  CHECK_FALSE(fs::exists(folder.path() / "a" / "scratch"));
}

TEST_CASE("Ctrl-C ends it in order and keeps what was measured") {
  const TemporaryFolder folder;
  ProgramRun program(folder.path(), {"run", "ablation", "--quick", "--out", "a"});
  REQUIRE(program.says("round 1"));
  program.send(SIGINT);
  const Ended ended = program.wait();
  CAPTURE(ended.err);
  CHECK(ended.code == 3);
  const auto run = read_run(folder.path() / "a");
  REQUIRE(run);
  CHECK(run->cut_short);
}

TEST_CASE("an ablation has loads of its own, and a precision of its own") {
  const TemporaryFolder folder;
  for (const auto& [option, value] : {std::pair{"--rate", "5/s"}, {"--until", "p99 within 5%"}}) {
    const Ended ended = run_prony(folder.path(), {"run", "ablation", option, value});
    CHECK(ended.code == 2);
    CHECK(ended.complained_in_one_line());
    CHECK(ended.err.find(option) != std::string::npos);
  }
}

TEST_CASE("the command that holds a target for another program says so in one line") {
  const TemporaryFolder folder;
  const Ended ended = run_prony(folder.path(), {"child", "--fd", "0"});
  CHECK(ended.code == 2);
  CHECK(ended.complained_in_one_line());
  CHECK(ended.err.find("no line to another program") != std::string::npos);
}

}  // namespace smoke_ablation_test
