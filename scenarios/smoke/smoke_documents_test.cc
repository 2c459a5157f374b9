// A corpus with a bad document of each kind, and one of which nothing is good.
#include <doctest/doctest.h>
#include <linux/capability.h>
#include <sys/prctl.h>

#include <algorithm>
#include <fstream>

#include "harness/result/run_files.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/smoke/program_run.h"

namespace smoke_documents_test {

using harness::result::Point;
using harness::result::read_run;
using harness::result::RunResult;
using harness::result::Verdict;
using harness::result::sample::TemporaryFolder;
using scenarios::Ended;
using scenarios::is_measured;
using scenarios::ProgramRun;
namespace fs = std::filesystem;

namespace {

constexpr int bad_documents = 7;
constexpr int good_documents = 3;

void write(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

void write_bad(const fs::path& corpus) {
  write(corpus / "binary.txt", std::string("\x7f"
                                           "ELF\0\0\0\1",
                                           8));
  write(corpus / "latin1.txt",
        "Gr\xfc\xdf"
        "e aus der Vergangenheit");
  write(corpus / "sparse.txt", "A long way to go.");
  fs::resize_file(corpus / "sparse.txt", 200'000'000);
  write(corpus / "deep.html", repeated("<div>", 100'000) + "Is anybody down here?");
  write(corpus / "closed.md", "# Nobody may read this");
  fs::permissions(corpus / "closed.md", fs::perms::none);
  write(corpus / "empty.md", "");
  write(corpus / "blank.html", "<html><body> </body></html>");
}

void write_good(const fs::path& corpus) {
  write(corpus / "one.txt", "The lighthouse stands on a rock. Ships pass it at night.");
  write(corpus / "two.md", "# Tides\n\nThe tide comes twice a day. Boats wait for it.");
  write(corpus / "three.html", "<title>Wind</title><p>The wind turns to the west.</p>");
}

/// Root may read whatever it likes; without these two rights it is like anybody else.
bool obey_permissions() {
  ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0);
  ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH, 0, 0, 0);
  return true;
}

Ended run_over(const fs::path& folder, const std::string& scenario, const std::string& length) {
  return ProgramRun(
             folder,
             {"run", scenario, "--quick", "--length", length, "--corpus", "corpus", "--out", "out"},
             obey_permissions)
      .wait();
}

/// Errors are an objective that was missed, unless the machine was too busy to judge any point.
void check_missed(const RunResult& run, const Ended& ended) {
  CHECK(ended.code == (run.valid() ? 1 : 4));
  const bool judged = std::any_of(run.points.begin(), run.points.end(),
                                  [](const Point& point) { return point.measured && point.valid; });
  const bool nothing_good =
      std::all_of(run.points.begin(), run.points.end(),
                  [](const Point& point) { return point.ok.value_or(0) == 0; });
  for (const auto& objective : run.objectives) {
    if (objective.objective != "errors<=0%") continue;
    CHECK(objective.verdict == (judged || nothing_good ? Verdict::missed : Verdict::cant_tell));
    return;
  }
  FAIL("no objective on errors");
}

}  // namespace

TEST_CASE("a run goes on past bad documents, counts each of them, and says that it missed") {
  const TemporaryFolder folder;
  const fs::path corpus = folder.path() / "corpus";
  fs::create_directory(corpus);
  write_bad(corpus);
  write_good(corpus);
  const Ended ended = run_over(folder.path(), "worker-sweep", "400ms");
  CAPTURE(ended.err);
  CHECK(is_measured(ended));
  const auto run = read_run(folder.path() / "out");
  REQUIRE(run);
  CHECK(run->points.size() >= 4);  // one that the machine disturbs is there twice
  for (const Point& point : run->points) {
    // Each pass takes each document once.
    const double passes = *point.requests / (bad_documents + good_documents);
    CHECK(*point.failed == passes * bad_documents);
    CHECK(*point.ok == passes * good_documents);
    CHECK(*point.shed == 0);
  }
  check_missed(*run, ended);
  for (const auto& check : run->checks) {
    CAPTURE(check.sentence);
    if (check.name == "outputs verified") CHECK(check.state == harness::result::CheckState::passed);
  }
}

TEST_CASE("a corpus of which nothing is good is measured, and fails") {
  const TemporaryFolder folder;
  const fs::path corpus = folder.path() / "corpus";
  fs::create_directory(corpus);
  write_bad(corpus);
  const Ended ended = run_over(folder.path(), "steady", "500ms");
  CAPTURE(ended.err);
  CHECK(is_measured(ended));
  const auto run = read_run(folder.path() / "out");
  REQUIRE(run);
  for (const Point& point : run->points) CHECK(*point.ok == 0);
  CHECK(run->findings.at(0).starts_with("Every accepted request failed"));
  check_missed(*run, ended);
}

}  // namespace smoke_documents_test
