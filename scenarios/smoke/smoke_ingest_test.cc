// The ingest command as a user meets it.
#include <doctest/doctest.h>
#include <signal.h>

#include <fstream>
#include <thread>

#include "harness/result/sample/temporary_folder.h"
#include "scenarios/smoke/program_run.h"

namespace smoke_ingest_test {

using harness::result::sample::TemporaryFolder;
using scenarios::Ended;
using scenarios::ProgramRun;
using scenarios::run_prony;
namespace fs = std::filesystem;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void fill(const fs::path& folder, int files) {
  fs::create_directories(folder);
  for (int i = 0; i < files; ++i) {
    std::ofstream(folder / (std::to_string(i) + ".txt"))
        << "Document number " << i << " tells of tides.\n";
  }
}

}  // namespace

TEST_CASE("a folder goes into a database, and the second time there is nothing to do") {
  const TemporaryFolder folder;
  fill(folder.path() / "documents", 30);
  const Ended first = run_prony(folder.path(), {"ingest", "documents"});
  CAPTURE(first.err);
  CHECK(first.code == 0);
  CHECK(has(first.out, "30"));
  CHECK(has(first.out, "library.sqlite"));
  CHECK(fs::exists(folder.path() / "library.sqlite"));
  CHECK_FALSE(fs::exists(folder.path() / "library.telemetry.jsonl"));
  const Ended second = run_prony(folder.path(), {"ingest", "documents"});
  CHECK(second.code == 0);
  CHECK(has(second.out, "Nothing to do: all 30 documents are as they were."));
  const Ended smaller =
      run_prony(folder.path(), {"ingest", "documents", "--set", "chunk.size=500"});
  CHECK(smaller.code == 0);
  CHECK_FALSE(has(smaller.out, "Nothing to do"));
}

TEST_CASE("a document that fails is named, and the exit code says so each time") {
  const TemporaryFolder folder;
  fill(folder.path() / "documents", 3);
  std::ofstream(folder.path() / "documents" / "bad\xff.docx") << "PK\3\4 no zip file";
  for (int round = 0; round < 2; ++round) {
    const Ended ended = run_prony(folder.path(), {"ingest", "documents", "--database", "d.sqlite"});
    CHECK(ended.code == 1);
    CHECK(has(ended.out, "malformed"));
    CHECK(has(ended.out, ".docx"));
    CHECK(has(ended.out, "not tried again") == (round == 1));
  }
}

TEST_CASE("Ctrl-C ends an ingest in order, and the same command does the rest") {
  const TemporaryFolder folder;
  fill(folder.path() / "documents", 3'000);
  // Each its own transaction: long enough to be stopped in.
  const std::vector<std::string> words{"ingest", "documents", "--engine", "v1"};
  Ended ended;
  {
    ProgramRun run(folder.path(), words);
    while (!fs::exists(folder.path() / "library.sqlite-journal") &&
           !fs::exists(folder.path() / "library.sqlite")) {
      std::this_thread::yield();
    }
    run.send(SIGINT);
    ended = run.wait();
  }
  CAPTURE(ended.err);
  CAPTURE(ended.out);
  CHECK(ended.code == 3);
  CHECK(has(ended.err, "what was taken in is finished"));
  CHECK(has(ended.out, "documents are left. The same command goes on from here."));
  const Ended rest = run_prony(folder.path(), {"ingest", "documents"});
  CHECK(rest.code == 0);
  CHECK(has(run_prony(folder.path(), {"ingest", "documents"}).out,
            "Nothing to do: all 3000 documents are as they were."));
}

TEST_CASE("what can't be is said in one line") {
  const TemporaryFolder folder;
  fill(folder.path() / "documents", 1);
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"ingest"},
           {"ingest", "nowhere"},
           {"ingest", "documents/0.txt"},
           {"ingest", "documents", "--database", "no/such/folder.sqlite"},
           {"ingest", "documents", "--set", "chunk.sise=9"},
           {"ingest", "documents", "--set", "chunk.size"},
           {"ingest", "documents", "--engine", "v3"},
           {"ingest", "documents", "--set", "cache.redis=own"}}) {
    CAPTURE(words.back());
    const Ended ended = run_prony(folder.path(), words);
    CHECK(ended.code == 2);
    CHECK(ended.complained_in_one_line());
  }
}

}  // namespace smoke_ingest_test
