// Wrong input through the real command line: one clear line, exit 2, nothing half written.
#include <doctest/doctest.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <fstream>

#include "harness/result/run_files.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/smoke/program_run.h"

namespace smoke_input_test {

using harness::result::read_run;
using harness::result::sample::TemporaryFolder;
using scenarios::Ended;
using scenarios::ProgramRun;
using scenarios::run_prony;
namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

namespace {

void check_refused(const Ended& ended, const std::string& part) {
  CAPTURE(ended.err);
  CHECK(ended.code == 2);
  CHECK(ended.complained_in_one_line());
  CHECK(ended.err.find(part) != std::string::npos);
}

/// The same in an empty folder, which is empty afterwards, too.
void check_refused(const Strings& words, const std::string& part) {
  const TemporaryFolder folder;
  check_refused(run_prony(folder.path(), words), part);
  CHECK(fs::is_empty(folder.path()));
}

Strings short_run(const std::string& out) {
  return {"run", "steady", "--length", "200ms", "--rate", "200/s", "--out", out};
}

/// Mounts a disk over a folder of the working directory, for this process only.
bool mount_disk(const char* options, bool read_only) {
  return ::unshare(CLONE_NEWNS) == 0 &&
         ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("tmpfs", "disk", "tmpfs", read_only ? MS_RDONLY : 0, options) == 0;
}

/// Runs with --out on a disk of its own; false where the machine doesn't let the test mount one.
bool run_on_disk(const fs::path& folder, const char* options, bool read_only, Ended& ended) {
  fs::create_directory(folder / "disk");
  ProgramRun run(folder, short_run("disk/run"), [&] { return mount_disk(options, read_only); });
  ended = run.wait();
  if (ended.code != ProgramRun::not_prepared) return true;
  MESSAGE("SKIPPED: this machine does not let the test mount a small disk");
  return false;
}

}  // namespace

TEST_CASE("what is misspelt gets its nearest right spelling") {
  check_refused({"rum", "steady"}, "did you mean run?");
  check_refused({"steady", "--quick"}, "did you mean run steady?");
  check_refused({"help", "rnu"}, "did you mean run?");
  check_refused({"baseline", "sav", "one"}, "did you mean save?");
  check_refused({"run", "stedy"}, "did you mean steady?");
  check_refused({"run", "steady", "--quik"}, "did you mean --quick?");
  check_refused({"run", "steady", "--lenght=5s"}, "did you mean --length?");
  check_refused({"run", "steady", "--set", "cache.capacty=1"}, "did you mean cache.capacity?");
  check_refused({"run", "steady", "--engine", "v3"}, "there are v1 and v2");
  check_refused({"run", "steady", "--corpus", "defualt"}, "did you mean default?");
  check_refused({"list", "--engin"}, "did you mean --engine?");
}

TEST_CASE("a value that is none is told with what would be one") {
  check_refused({"run", "steady", "--set", "batch.size=0"}, "1 to 10000");
  check_refused({"run", "steady", "--set", "batch.size"}, "NAME=VALUE");
  check_refused({"run", "steady", "--set", "queue.policy=wait"}, "block or shed");
  check_refused({"run", "steady", "--set", "chunk.overlap=5000"}, "chunk");
  check_refused({"run", "steady", "--set", "batch.size=50%"}, "1 to 10000");
  check_refused({"run", "steady", "--rate", "fast"}, "500/s");
  check_refused({"run", "steady", "--rate", "500"}, "500/s");
  check_refused({"run", "steady", "--rate", "-5/s"}, "-5/s");
  check_refused({"run", "steady", "--length", "5"}, "20ms");
  check_refused({"run", "steady", "--length", "-5s"}, "20ms");
  check_refused({"run", "batch-sweep", "--length", "50ms"}, "7 steps need ");
  check_refused({"run", "steady", "--patience", "0s"}, "from 1s to 1h");
  check_refused({"run", "steady", "--patience", "2h"}, "from 1s to 1h");
  check_refused({"run", "steady", "--patience", "long"}, "20ms");
  check_refused({"run", "steady", "--repeat", "0"}, "1 to 1000");
  check_refused({"run", "steady", "--seed", "x"}, "--seed");
  check_refused({"run", "steady", "--seed", "18446744073709551616"}, "--seed");
  check_refused({"selftest", "--seed", "18446744073709551616"}, "--seed");
  check_refused({"run", "steady", "--repeat", "4294967297"}, "--repeat");
  for (const char* const option : {"--corpus", "--out", "--rate", "--until"}) {
    check_refused({"run", "steady", option, ""}, std::string(option) + ": must not be empty");
  }
}

TEST_CASE("what doesn't go together or is missing is told") {
  check_refused({"run"}, "SCENARIO");
  check_refused({"run", "steady", "peak"}, "peak");
  check_refused({"run", "steady", "--quick", "--full"}, "exclude");
  check_refused({"run", "batch-sweep", "--rate", "5/s"}, "--rate");
  check_refused({"run", "batch-sweep", "--set", "batch.size=7"}, "(1, 5, 10, 20, 50, 100, 200)");
  check_refused({"run", "worker-sweep", "--set", "workers=1"}, "(1, 2, 4, 8)");
  check_refused({"run", "worker-sweep", "--set", "executor=threads"}, "(pipeline)");
  check_refused({"run", "cache", "--set", "cache.policy=lru"}, "--set cache.policy");
  check_refused({"run", "crossover", "--set", "executor=threads"}, "--set executor");
  check_refused({"run", "faults", "--set", "retry.attempts=2"}, "--set retry.attempts");
  check_refused({"run", "ablation", "--set", "batch.size=7"}, "--set batch.size");
  check_refused({"run", "ablation", "--engine", "v1"}, "--engine");
  check_refused({"run", "batch-sweep", "--capacity", "500/s"}, "--capacity");
  check_refused({"run", "ablation", "--only", "parser", "--set", "parser.reuse=off"},
                "parser.reuse");
  check_refused({"report"}, "RUN");
  check_refused({"report", "not-there"}, "not-there");
  check_refused({"micro", "--not-a-flag"}, "--not-a-flag");
  check_refused({"micro", "--benchmark_filter=no_such"}, "no benchmark matches");
  check_refused({"micro", "--benchmark_filter=["}, "--benchmark_filter=[");
  check_refused({"micro", "--benchmark_no_such=1"}, "benchmark_no_such");
  check_refused({"micro", "--benchmark_out=x"}, "--benchmark_out");
  check_refused({"corpus", "no such corpus"}, "no such corpus");
  check_refused({"test"}, "./prony test");
}

TEST_CASE("one line stays one line, whatever was typed") {
  check_refused({"run", "st\neady"}, "there is no scenario");
  check_refused({"ru\nn"}, "there is no command");
  check_refused({"run", "steady", "extra\nwords"}, "extra");
  check_refused({"run", "steady", "--qu\nick"}, "did you mean --quick?");
  check_refused({"run", "steady", "--corpus", "a\nb"}, "neither");
  check_refused({"run", "steady", "--length", "\033[2J"}, "duration");
}

TEST_CASE("a corpus that is none is told before anything is made") {
  check_refused({"run", "steady", "--corpus", "/not/there"}, "/not/there");
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "empty");
  std::ofstream(folder.path() / "file.txt") << "text";
  const Strings run{"run", "steady", "--out", "out", "--corpus"};
  for (const auto& [corpus, part] :
       {std::pair{"empty", "no documents"}, {"file.txt", "not a folder"}}) {
    Strings words = run;
    words.emplace_back(corpus);
    check_refused(run_prony(folder.path(), words), part);
    CHECK_FALSE(fs::exists(folder.path() / "out"));
  }
}

TEST_CASE("--out must be absent or empty, and one that can be made") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "full");
  std::ofstream(folder.path() / "full" / "mine.txt") << "mine";
  check_refused(run_prony(folder.path(), short_run("full")), "not empty");
  check_refused(run_prony(folder.path(), short_run("full/mine.txt")), "is a file");
  check_refused(run_prony(folder.path(), short_run("full/mine.txt/run")), "mine.txt");
  check_refused(run_prony(folder.path(), short_run("/proc/run")), "/proc/run");
  CHECK(std::distance(fs::directory_iterator(folder.path() / "full"), {}) == 1);
  Strings repeated = short_run("full");
  repeated.insert(repeated.end(), {"--repeat", "2"});
  check_refused(run_prony(folder.path(), repeated), "not empty");  // none of the two
  CHECK(std::distance(fs::directory_iterator(folder.path() / "full"), {}) == 1);
}

TEST_CASE("where nothing can be written, another place for the results is named") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "results") << "no folder\n";
  check_refused(run_prony(folder.path(), {"run", "overhead", "--length", "300ms"}), "--out DIR");
  check_refused(run_prony(folder.path(), {"micro"}), "--out DIR");
}

TEST_CASE("a read-only disk is told") {
  const TemporaryFolder folder;
  Ended ended;
  if (run_on_disk(folder.path(), "size=1m", true, ended)) check_refused(ended, "Read-only");
}

TEST_CASE("a disk that is full from the start is told before anything is measured") {
  const TemporaryFolder folder;
  Ended ended;
  if (run_on_disk(folder.path(), "size=16k", false, ended)) check_refused(ended, "No space left");
}

TEST_CASE("a disk too small for the run's files is told, and never taken for a good run") {
  const TemporaryFolder folder;
  Ended ended;
  if (!run_on_disk(folder.path(), "size=192k", false, ended)) {
    MESSAGE("SKIPPED: this machine does not let the test mount a small disk");
    return;
  }
  CAPTURE(ended.err);
  CHECK(ended.code != 0);
  CHECK(ended.code <= 4);
  if (ended.code == 2) CHECK(ended.err.find("\nprony: ") != std::string::npos);
}

}  // namespace smoke_input_test
