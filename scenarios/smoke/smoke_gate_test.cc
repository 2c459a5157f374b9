// ./prony gate through the real command line. What it comes to is the machine's affair.
#include <doctest/doctest.h>

#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>

#include "harness/result/sample/temporary_folder.h"
#include "scenarios/smoke/program_run.h"

namespace smoke_gate_test {

using harness::result::sample::TemporaryFolder;
using scenarios::Ended;
using scenarios::ProgramRun;
using scenarios::run_prony;
namespace fs = std::filesystem;

namespace {

nlohmann::json verdict_in(const fs::path& folder) {
  std::ifstream file(folder / "verdict.json");
  return nlohmann::json::parse(file);
}

/// Another program, by sh.
std::string script(const fs::path& folder, const std::string& lines) {
  const fs::path path = folder / "another";
  std::ofstream(path) << "#!/bin/sh\n" << lines << '\n';
  fs::permissions(path, fs::perms::owner_all);
  return path;
}

void check_refused(const std::vector<std::string>& words, const std::string& part) {
  const TemporaryFolder folder;
  std::vector<std::string> all{"gate", "--out", "out"};
  all.insert(all.end(), words.begin(), words.end());
  const Ended ended = run_prony(folder.path(), all);
  CAPTURE(ended.err);
  CHECK(ended.code == 2);
  CHECK(ended.complained_in_one_line());
  CHECK(ended.err.find(part) != std::string::npos);
  CHECK_FALSE(fs::exists(folder.path() / "out"));
}

}  // namespace

TEST_CASE("a program against itself: a verdict, all files, no regression") {
  const TemporaryFolder folder;
  const Ended ended =
      run_prony(folder.path(), {"gate", "--base", PRONY_PROGRAM, "--on", "null", "--budget", "10s",
                                "--measure", "50ms", "--pairs", "24", "--out", "out"});
  CAPTURE(ended.err);
  CAPTURE(ended.out);
  CHECK((ended.code == 0 || ended.code == 3));
  for (const char* const file :
       {"verdict.json", "pairs.csv", "latency.hlog", "junit.xml", "gate.md", "report.html"}) {
    CAPTURE(file);
    CHECK(fs::exists(folder.path() / "out" / file));
  }
  CHECK_FALSE(fs::exists(folder.path() / "out" / "INCOMPLETE"));
  const auto verdict = verdict_in(folder.path() / "out");
  CHECK(verdict["exit_code"] == ended.code);
  CHECK(verdict["base"]["hash"] == verdict["candidate"]["hash"]);
  CHECK(ended.out.find("P50 latency") != std::string::npos);
}

TEST_CASE("a program that is a stranger, or crashes, is invalid with the reason, never a pass") {
  const TemporaryFolder folder;
  const auto said = [&](const std::string& lines, const char* out) {
    const Ended ended = run_prony(folder.path(), {"gate", "--base", script(folder.path(), lines),
                                                  "--on", "null", "--out", out});
    CAPTURE(ended.err);
    CHECK(ended.code == 4);
    const auto verdict = verdict_in(folder.path() / out);
    CHECK(verdict["exit_code"] == 4);
    CHECK(ended.out.find("INVALID") != std::string::npos);
    return verdict["sentence"].get<std::string>();
  };
  const std::string crashed = said("echo out of luck >&2; kill -SEGV $$", "crashed");
  CHECK(
      crashed.starts_with("Invalid: the base: it can't hold a target: it was killed by signal 11"));
  CHECK(crashed.find("out of luck") != std::string::npos);
  CHECK(said("exit 0", "stranger").find("the base: it can't hold a target") != std::string::npos);
}

TEST_CASE("what was typed wrong is told in one line, and nothing is written") {
  check_refused({}, "--base is required");
  check_refused({"--base", "no-such-thing"}, "no-such-thing");
  check_refused({"--base", PRONY_PROGRAM, "--scenario", "stedy"}, "did you mean steady?");
  check_refused({"--base", PRONY_PROGRAM, "--budget", "1s"}, "--budget: 1s is not from 10s");
  check_refused({"--base", PRONY_PROGRAM, "--on", "null", "--set", "a=1"}, "null has no settings");
  check_refused({"--base", PRONY_PROGRAM, "--objective", "p98<1ms"}, "p98");
  check_refused({"--base", PRONY_PROGRAM, "--rate", "60%"}, "write 500/s");
  check_refused({"--base", PRONY_PROGRAM, "--calibrate"}, "--base does not fit");
}

TEST_CASE("Ctrl-C keeps what was measured and is inconclusive") {
  const TemporaryFolder folder;
  ProgramRun run(folder.path(), {"gate", "--base", PRONY_PROGRAM, "--on", "null", "--out", "out"});
  REQUIRE(run.says("8 pairs"));
  run.send(SIGINT);
  const Ended ended = run.wait();
  CAPTURE(ended.err);
  // Where not one pair had ended there is nothing to tell from.
  CHECK((ended.code == 3 || ended.code == 4));
  CHECK(verdict_in(folder.path() / "out")["cut_short"] == true);
}

}  // namespace smoke_gate_test
