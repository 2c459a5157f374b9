// A slow request of a real run, run again alone through the real command line.
#include <doctest/doctest.h>

#include <fstream>

#include "harness/result/run_files.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/smoke/program_run.h"

namespace smoke_replay_test {

using harness::result::sample::TemporaryFolder;
using scenarios::Ended;
using scenarios::run_prony;
namespace fs = std::filesystem;

namespace {

bool says(const std::string& text, const std::string& part) {
  CAPTURE(text);
  return text.find(part) != std::string::npos;
}

/// A corpus of two documents, and a run over it in "run".
void make_run(const fs::path& folder) {
  fs::create_directory(folder / "docs");
  for (const char* name : {"docs/a.txt", "docs/b.txt"}) {
    std::ofstream file(folder / name);
    for (int i = 0; i < 200; ++i) file << "The miller of " << name << " counts sack " << i << ". ";
  }
  const Ended ended = run_prony(folder, {"run", "steady", "--corpus", "docs", "--rate", "100/s",
                                         "--length", "200ms", "--out", "run"});
  CAPTURE(ended.err);
  REQUIRE(is_measured(ended));
}

}  // namespace

TEST_CASE("a slow request is run again alone, and leaves nothing behind") {
  const TemporaryFolder folder;
  make_run(folder.path());
  const auto before = std::distance(fs::directory_iterator(folder.path() / "run"), {});
  const Ended ended = run_prony(folder.path(), {"replay", "run", "2", "--repeat", "3"});
  CAPTURE(ended.err);
  CHECK(ended.code == 0);
  CHECK(ended.err.empty());
  for (const char* part : {"slow request 2: ", ".txt", "in the run", "alone, cold", "parse",
                           "delivery", "3 fresh targets"}) {
    CHECK(says(ended.out, part));
  }
  CHECK_FALSE(says(ended.out, "note:"));
  CHECK(std::distance(fs::directory_iterator(folder.path() / "run"), {}) == before);
}

TEST_CASE("a document that changed is told, and one that is gone is refused in one line") {
  const TemporaryFolder folder;
  make_run(folder.path());
  const auto run = harness::result::read_run(folder.path() / "run");
  REQUIRE(run);
  const fs::path document = folder.path() / "docs" / run->slowest.at(0).name;
  std::ofstream(document, std::ios::app) << std::string(2000, 'x');
  fs::last_write_time(document, fs::file_time_type::clock::now() + std::chrono::hours(1));
  const Ended changed = run_prony(folder.path(), {"replay", "run", "1", "--repeat", "1"});
  CHECK(changed.code == 0);
  CHECK(says(changed.out, "was written after the run began"));
  CHECK(says(changed.out, "the corpus has changed"));

  fs::remove(document);
  const Ended gone = run_prony(folder.path(), {"replay", "run", "1", "--repeat", "1"});
  CHECK(gone.code == 2);
  CHECK(gone.complained_in_one_line());
  CHECK(says(gone.err, " is gone"));
  fs::remove_all(folder.path() / "docs");
  const Ended nothing = run_prony(folder.path(), {"replay", "run"});
  CHECK(nothing.code == 2);
  CHECK(nothing.complained_in_one_line());
  CHECK(says(nothing.err, "docs"));
}

TEST_CASE("what can't be replayed is refused in one line") {
  const TemporaryFolder folder;
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"replay", "no-such-run", "1"},
        {"replay", "no-such-run", "0"},
        {"replay", "no-such-run", "x"},
        {"replay"}}) {
    const Ended ended = run_prony(folder.path(), words);
    CAPTURE(ended.err);
    CHECK(ended.code == 2);
    CHECK(ended.complained_in_one_line());
  }
  CHECK(fs::is_empty(folder.path()));
}

}  // namespace smoke_replay_test
