// What a person finds in the terminal, by running the program.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "harness/result/run_files.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/smoke/program_run.h"

namespace smoke_terminal_test {

using harness::result::read_run;
using harness::result::RunResult;
using harness::result::sample::TemporaryFolder;
using scenarios::Ended;
using scenarios::is_measured;
using scenarios::ProgramRun;
using scenarios::run_prony;
namespace fs = std::filesystem;

namespace {

double failed_of(const RunResult& run) {
  double failed = 0;
  for (const auto& point : run.points) failed += point.failed.value_or(0);
  return failed;
}

/// Two documents, one of which is none.
void make_documents(const fs::path& folder) {
  fs::create_directory(folder);
  std::ofstream(folder / "good.txt") << "Good text, and enough of it.\n";
  std::ofstream(folder / "bad.pdf") << "%PDF-1.4\nno PDF at all\n";
}

}  // namespace

TEST_CASE("the reasons of failures are in the terminal, in run.json and in failures.csv") {
  const TemporaryFolder folder;
  make_documents(folder.path() / "docs");
  const Ended ended = run_prony(folder.path(), {"run", "steady", "--rate", "200/s", "--length",
                                                "2s", "--corpus", "docs", "--json", "--out", "o"});
  CAPTURE(ended.err);
  CHECK(is_measured(ended));
  const auto run = read_run(folder.path() / "o");
  REQUIRE(run);
  REQUIRE_FALSE(run->failures.empty());
  CHECK_FALSE(run->failures[0].reason.empty());
  CHECK(run->failures[0].example.starts_with("bad.pdf: "));
  CHECK(static_cast<double>(run->failures[0].count) >= failed_of(*run));
  const auto json = nlohmann::json::parse(ended.out, nullptr, false);
  REQUIRE(json.is_object());
  CHECK(json["failures"][0]["reason"] == run->failures[0].reason);
}

TEST_CASE("a narrow terminal gets a narrow table") {
  const TemporaryFolder folder;
  for (const std::size_t width : {40, 60, 80}) {
    const std::string out = std::to_string(width);
    ProgramRun run(folder.path(), {"run", "overhead", "--length", "300ms", "--out", out},
                   [&] { return ::setenv("COLUMNS", out.c_str(), 1) == 0; });
    const Ended ended = run.wait();
    CHECK(is_measured(ended));
    std::istringstream lines(ended.out.substr(0, ended.out.rfind("files: ")));
    for (std::string line; std::getline(lines, line);) {
      CAPTURE(line);
      const auto letters = std::count_if(line.begin(), line.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
      });
      CHECK(static_cast<std::size_t>(letters) <= width);
    }
  }
}

TEST_CASE("a run tells in its table why documents failed, and what is on stdout is all of it") {
  const TemporaryFolder folder;
  make_documents(folder.path() / "docs");
  const Ended ended = run_prony(folder.path(), {"run", "steady", "--rate", "200/s", "--length",
                                                "2s", "--corpus", "docs", "--out", "o"});
  CAPTURE(ended.out);
  CHECK(is_measured(ended));
  CHECK(ended.out.find(" failed: ") != std::string::npos);
  CHECK(ended.out.find("(bad.pdf: ") != std::string::npos);
  CHECK(ended.out.find("V2 report") != std::string::npos);
  CHECK(ended.out.find("000.S") == std::string::npos);
  CHECK(ended.err.find("objectives") == std::string::npos);
}

}  // namespace smoke_terminal_test
