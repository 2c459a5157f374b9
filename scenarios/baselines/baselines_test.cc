#include "scenarios/baselines/baselines.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <iterator>

#include "harness/result/run_files.h"
#include "reports/sample/report_fixture.h"
#include "reports/sample/sample_run.h"
#include "scenarios/baselines/compared_files.h"

namespace baselines_test {

using harness::result::RunResult;
using reports::sample::OtherPath;
using reports::sample::read_file;
using reports::sample::TemporaryFolder;
using reports::sample::write_file;
using scenarios::Baselines;
using scenarios::check_baseline_name;
using scenarios::read_compared;
namespace fs = std::filesystem;

namespace {

/// A run that may be compared with, told from others by its seed.
RunResult run_of(std::uint64_t seed) {
  RunResult run = reports::sample::sample_load();
  run.seed = seed;
  run.cut_short = false;
  run.checks.clear();
  return run;
}

fs::path written(const fs::path& folder, const RunResult& run) {
  REQUIRE(harness::result::RunFolder::create(folder).value().finish(run));
  return folder;
}

/// A folder of runs and one of baselines, on a machine without gnuplot, where pages are quick.
struct Place {
  TemporaryFolder folder;
  OtherPath no_gnuplot{folder.path().string()};
  Baselines baselines{folder.path() / "baseline"};

  fs::path run(const std::string& name, const RunResult& run) const {
    return written(folder.path() / "runs" / name, run);
  }
  std::uint64_t seed_of(const std::string& name) const {
    return harness::result::read_run(baselines.folder_of(name)).value().seed;
  }
  std::size_t entries() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(baselines.folder()), fs::directory_iterator()));
  }
  std::string refusal(const std::string& name, const fs::path& run,
                      Baselines::Terms terms = {}) const {
    const auto kept = baselines.save(name, run, terms);
    return kept ? "" : kept.error().message;
  }
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a name fits wherever a folder's name does, and never hides or leads elsewhere") {
  for (const char* const good : {"main", "v2.1", "2026-01-01_quiet", "A"}) {
    CHECK(check_baseline_name(good));
  }
  for (const char* const bad : {"", ".", "..", ".hidden", "-x", "a/b", "a b", "\xc3\xa4"}) {
    CAPTURE(bad);
    CHECK_FALSE(check_baseline_name(bad));
  }
  CHECK_FALSE(check_baseline_name(std::string(81, 'a')));
}

TEST_CASE("a run is kept with all its files and a report of its own") {
  const Place place;
  const fs::path run = place.run("one", run_of(1));
  write_file(run / "report.html", "of elsewhere");
  REQUIRE(place.refusal("quiet", run) == "");
  const fs::path kept = place.baselines.folder_of("quiet");
  CHECK(read_file(kept / "run.json") == read_file(run / "run.json"));
  CHECK(read_file(kept / "summary.csv") == read_file(run / "summary.csv"));
  CHECK(fs::exists(kept / "latency.hlog"));
  CHECK(contains(read_file(kept / "report.html"), "<html"));
  CHECK(place.baselines.names() == std::vector<std::string>{"quiet"});
  CHECK(place.entries() == 1);
}

TEST_CASE("a name that is taken stays, unless it is to be replaced") {
  const Place place;
  const fs::path one = place.run("one", run_of(1)), two = place.run("two", run_of(2));
  REQUIRE(place.refusal("quiet", one) == "");
  CHECK(contains(place.refusal("quiet", two), "is there already; --replace"));
  CHECK(place.seed_of("quiet") == 1);
  CHECK(place.refusal("quiet", two, {.replace = true}) == "");
  CHECK(place.seed_of("quiet") == 2);
  CHECK(place.entries() == 1);
}

TEST_CASE("what fails half-way leaves the baseline that was there, and nothing else") {
  const Place place;
  const fs::path one = place.run("one", run_of(1)), two = place.run("two", run_of(2));
  REQUIRE(place.refusal("quiet", one) == "");
  REQUIRE(::mkfifo((two / "zz").c_str(), 0666) == 0);  // no file that can be copied
  CHECK(contains(place.refusal("quiet", two, {.replace = true}), "zz"));
  CHECK(place.seed_of("quiet") == 1);
  CHECK(place.entries() == 1);
}

TEST_CASE("what nobody should compare with is not kept, unless by force") {
  const Place place;
  RunResult cut = run_of(1), invalid = run_of(2);
  cut.cut_short = true;
  invalid.checks.push_back({.name = "drain",
                            .state = harness::result::CheckState::failed,
                            .figure = {},
                            .limit = {},
                            .sentence = "3 requests never ended."});
  const fs::path first = place.run("cut", cut), second = place.run("invalid", invalid);
  CHECK(contains(place.refusal("a", first), "was cut short (--force"));
  CHECK(contains(place.refusal("b", second), "is INVALID: 3 requests never ended."));
  CHECK(contains(place.refusal("c", place.folder.path() / "none"), "none"));
  CHECK(place.baselines.names().empty());
  CHECK(place.refusal("b", second, {.force = true}) == "");
}

TEST_CASE("the latest run is the last one that is valid and whole") {
  const Place place;
  const fs::path runs = place.folder.path() / "runs";
  CHECK(contains(scenarios::latest_run(runs).error().message, "no valid run in it"));
  RunResult cut = run_of(3);
  cut.cut_short = true;
  const fs::path good = place.run("20260102T000000Z-steady", run_of(2));
  place.run("20260101T000000Z-steady", run_of(1));
  place.run("20260103T000000Z-steady", cut);
  fs::create_directories(runs / "20260104T000000Z-steady");
  write_file(runs / "20260104T000000Z-steady" / "INCOMPLETE", "still going on");
  const auto latest = scenarios::latest_run(runs);
  REQUIRE(latest);
  CHECK(latest->folder == good);
  CHECK(latest->passed_over == 2);
}

TEST_CASE("a baseline is compared with by its name; what is damaged in it names file and line") {
  const Place place;
  const std::string run = place.run("one", run_of(1));
  REQUIRE(place.refusal("quiet", run) == "");
  const auto wrong = [&](const std::string& name) {
    const auto read = read_compared({name, run}, place.baselines);
    return read ? "" : read.error().message;
  };
  const fs::path kept = place.baselines.folder_of("quiet");
  for (const char* const typed : {"quiet", "baseline:quiet"}) {
    const auto read = read_compared({typed, run}, place.baselines);
    REQUIRE(read);
    CHECK(std::get<0>(*read)[0].name == kept.string());
  }
  CHECK(wrong("baseline:quite") == "there is no baseline 'quite'; did you mean quiet?");
  const std::string csv = read_file(kept / "summary.csv");
  write_file(kept / "summary.csv", csv.substr(0, csv.find('\n') + 1) + "too,few\n");
  CHECK(contains(wrong("quiet"), (kept / "summary.csv").string() + " line 2"));
  write_file(kept / "summary.csv", csv);
  write_file(kept / "run.json", "{\n\"schema\": 1,\n\"scenario\": }");
  CHECK(contains(wrong("quiet"), (kept / "run.json").string() + " line 3"));
}

TEST_CASE("where there is no baseline yet, what to type is told; one that is removed is gone") {
  const Place place;
  const auto wrong = [&](const std::string& name) {
    return read_compared({name, name}, place.baselines).error().message;
  };
  CHECK(wrong("baseline:quiet") ==
        "there is no baseline yet; ./prony baseline save quiet keeps the latest run as one");
  CHECK(wrong("zzzzzz") ==
        "zzzzzz: no such file or folder, and there is no baseline yet; ./prony "
        "baseline save zzzzzz keeps the latest run as one");
  REQUIRE(place.refusal("quiet", place.run("one", run_of(1))) == "");
  REQUIRE(place.baselines.remove("quiet"));
  CHECK(place.entries() == 0);
  CHECK_FALSE(place.baselines.remove("quiet"));
}

}  // namespace baselines_test
