// Every scenario through the real command line: what a user finds afterwards.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "harness/result/run_files.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/smoke/program_run.h"

namespace smoke_test {

using harness::result::Point;
using harness::result::read_run;
using harness::result::RunResult;
using harness::result::sample::TemporaryFolder;
using scenarios::Ended;
using scenarios::is_measured;
using scenarios::run_prony;
namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

namespace {

/// A scenario, how long to measure it here, and what its run is to hold.
struct Smoke {
  std::string scenario, length;
  Strings steps;            // all of them, in order
  Strings measured_phases;  // of the last step
};

const std::vector<Smoke>& smokes() {
  static const std::vector<Smoke> all{
      {"steady", "1s", {"capacity", "load"}, {"steady"}},
      {"peak", "1s", {"capacity", "load"}, {"rise", "peak"}},
      {"burst",
       "2s",
       {"capacity", "load"},
       {"quiet 1", "burst 1", "quiet 2", "burst 2", "quiet 3"}},
      {"overhead", "900ms", {"closed", "poisson", "poisson-low-cpu"}, {"measured"}},
      {"batch-sweep",
       "5s",
       {"batch 1", "batch 5", "batch 10", "batch 20", "batch 50", "batch 100", "batch 200"},
       {"measured"}},
      {"worker-sweep",
       "2500ms",
       {"1 worker", "2 workers", "4 workers", "8 workers"},
       {"measured"}}};
  return all;
}

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

void check_names(const RunResult& run, const Smoke& smoke) {
  Strings steps, phases;
  for (const Point& point : run.points) {
    if (point.step.ends_with(", disturbed")) continue;  // as a test's machine may be
    if (steps.empty() || steps.back() != point.step) steps.push_back(point.step);
    if (point.measured && point.step == smoke.steps.back()) phases.push_back(point.phase);
  }
  CHECK(steps == smoke.steps);
  CHECK(phases == smoke.measured_phases);
}

double sum(const std::vector<Point>& points, harness::result::Figure Point::*figure) {
  double all = 0;
  for (const Point& point : points) all += (point.*figure).value_or(0);
  return all;
}

/// A machine may be so busy that a short phase is over before anybody looks: the run says so.
bool saw_every_phase(const RunResult& run) {
  return std::none_of(run.checks.begin(), run.checks.end(), [](const auto& check) {
    return check.name == "every phase was observed" &&
           check.state == harness::result::CheckState::failed;
  });
}

/// Nothing is lost and nothing is counted twice, however one adds it up.
void check_sums(const RunResult& run) {
  if (!saw_every_phase(run)) {
    MESSAGE("SKIPPED: on this busy machine a phase of ", run.scenario, " was seen by nobody");
    return;
  }
  std::map<std::pair<std::string, std::string>, double> ended_ok;
  for (const Point& point : run.points) {
    CAPTURE(point.step);
    CAPTURE(point.phase);
    CHECK(*point.requests == *point.ok + *point.failed + *point.shed);
    ended_ok[{point.step, point.phase}] = *point.ok;
  }
  double completed = 0, shed = 0, offered = 0;
  for (const auto& row : run.timeline) {
    completed += row.completed.value_or(0);
    shed += row.shed.value_or(0);
    offered += row.offered.value_or(0);
  }
  CHECK(completed == sum(run.points, &Point::ok) + sum(run.points, &Point::failed));
  CHECK(shed == sum(run.points, &Point::shed));
  CHECK(offered == sum(run.points, &Point::requests));
  CHECK(completed > 0);
  for (const auto& part : run.distributions) {
    const double count = static_cast<double>(part.latency.count());
    CHECK(count == ended_ok[{part.step, part.phase}]);
  }
}

/// The page opens without a network: nothing in it is fetched from anywhere.
void check_page(const std::string& page) {
  for (const char* part : {"<script", "<link", "<iframe", "@import", "src=\"//", "<img src=\"h"}) {
    CAPTURE(part);
    CHECK(page.find(part) == std::string::npos);
  }
  for (std::size_t at = page.find("://"); at != page.npos; at = page.find("://", at + 1)) {
    const std::string host = page.substr(at + 3, 11);
    CHECK(host == "www.w3.org/");  // the names of SVG and of XML's links
  }
  CHECK(page.find("</html>") != page.npos);
}

void check_files(const fs::path& folder, const Ended& ended) {
  for (const char* name : {"run.json", "summary.csv", "timeline.csv", "stages.csv", "slowest.csv",
                           "latency.hlog", "report.html", "report.md"}) {
    CAPTURE(name);
    CHECK(fs::is_regular_file(folder / name));
  }
  CHECK_FALSE(fs::exists(folder / "INCOMPLETE"));
  CHECK_FALSE(fs::exists(folder / "scratch"));
  check_page(text_of(folder / "report.html"));
  if (ended.err.find("gnuplot was not found") != std::string::npos) {
    MESSAGE("SKIPPED: there is no gnuplot here to draw plots");
    return;
  }
  std::size_t plots = 0;
  for (const auto& entry : fs::directory_iterator(folder / "plots")) {
    CHECK(text_of(entry.path()).find("<svg") != std::string::npos);
    ++plots;
  }
  CHECK(plots >= 2);
}

/// The result is on stdout, whole: whoever keeps only that has all. Progress is on stderr.
void check_streams(const Ended& ended) {
  for (const char* const part : {"validity: ", "\nfiles: ", "\npage:  "}) {
    CAPTURE(part);
    CHECK(ended.out.find(part) != std::string::npos);
    CHECK(ended.err.find(part) == std::string::npos);
  }
  CHECK(ended.out.find('\033') == std::string::npos);
  CHECK(ended.err.find(" left\n") != std::string::npos);
}

void check_run(const fs::path& folder, const Smoke& smoke, const Ended& ended) {
  CAPTURE(smoke.scenario);
  CAPTURE(ended.err);
  CHECK(is_measured(ended));
  check_streams(ended);
  const auto run = read_run(folder);
  REQUIRE(run);
  CHECK(run->scenario == smoke.scenario);
  CHECK(run->form == "quick");
  CHECK_FALSE(run->cut_short);
  CHECK_FALSE(run->findings.empty());
  CHECK((ended.code == 4) == !run->valid());
  if (saw_every_phase(*run)) check_names(*run, smoke);
  check_sums(*run);
  check_files(folder, ended);
}

Strings words_for(const Smoke& smoke) {
  return {"run", smoke.scenario, "--quick", "--length", smoke.length, "--out", smoke.scenario};
}

}  // namespace

TEST_CASE("every scenario leaves a whole run whose figures add up") {
  const TemporaryFolder folder;
  for (const Smoke& smoke : smokes()) {
    check_run(folder.path() / smoke.scenario, smoke, run_prony(folder.path(), words_for(smoke)));
  }
}

TEST_CASE("a search for the highest rate leaves its probes, its curve and an estimate") {
  const TemporaryFolder folder;
  const Ended ended = run_prony(folder.path(), {"run", "capacity", "--quick", "--length", "2s",
                                                "--objective", "p95<=1s", "--out", "c"});
  CAPTURE(ended.err);
  CHECK(is_measured(ended));
  const auto run = read_run(folder.path() / "c");
  REQUIRE(run);
  check_sums(*run);
  check_files(folder.path() / "c", ended);
  REQUIRE_FALSE(run->estimates.empty());
  CHECK(run->estimates[0].name == "highest rate");
  CHECK(run->points.at(0).step == "capacity");
  CHECK(std::any_of(run->points.begin(), run->points.end(),
                    [](const Point& point) { return point.step == "probe 1"; }));
  REQUIRE(run->objectives.size() == 2);
  CHECK(run->objectives[0].objective == "p95<=1s");

  const Ended peak = run_prony(folder.path(), {"run", "peak", "--quick", "--length", "500ms",
                                               "--capacity", "c", "--out", "p"});
  CAPTURE(peak.err);
  if (!run->estimates[0].value || !run->valid()) {
    CHECK(peak.code == 2);
    CHECK(peak.complained_in_one_line());
    return;
  }
  CHECK(is_measured(peak));
  const auto of_peak = read_run(folder.path() / "p");
  REQUIRE(of_peak);
  CHECK(of_peak->capacity_per_s == run->estimates[0].value);
  CHECK(of_peak->points.at(0).step.starts_with("load"));  // no capacity was measured
}

TEST_CASE("--until ends a run early and says how well the figure is known") {
  const TemporaryFolder folder;
  const Ended ended = run_prony(folder.path(), {"run", "overhead", "--quick", "--length", "30s",
                                                "--until", "throughput within 40%", "--out", "o"});
  CAPTURE(ended.err);
  CHECK(is_measured(ended));
  const auto run = read_run(folder.path() / "o");
  REQUIRE(run);
  REQUIRE(run->objectives.size() == 3);
  CHECK(run->objectives[0].objective == "throughput within 40%");
  CHECK(run->duration_s < 25);
  check_sums(*run);
}

TEST_CASE("--json prints run.json on stdout and nothing else there") {
  const TemporaryFolder folder;
  const Ended ended =
      run_prony(folder.path(), {"run", "overhead", "--length", "300ms", "--json", "--out", "o"});
  CHECK(is_measured(ended));
  const auto json = nlohmann::json::parse(ended.out, nullptr, false);
  REQUIRE(json.is_object());
  CHECK(json["scenario"] == "overhead");
  CHECK(ended.out == text_of(folder.path() / "o" / "run.json"));
}

TEST_CASE("--repeat leaves a run each, numbered") {
  const TemporaryFolder folder;
  const Ended ended = run_prony(
      folder.path(), {"run", "overhead", "--length", "300ms", "--repeat", "2", "--out", "o"});
  CHECK(is_measured(ended));
  for (const char* number : {"1", "2"}) CHECK(read_run(folder.path() / "o" / number));
}

TEST_CASE("a run's report can be made again from its files") {
  const TemporaryFolder folder;
  const Ended ended =
      run_prony(folder.path(), {"run", "overhead", "--length", "300ms", "--out", "o"});
  REQUIRE(is_measured(ended));
  const std::string before = text_of(folder.path() / "o" / "report.html");
  fs::remove(folder.path() / "o" / "report.html");
  const Ended again = run_prony(folder.path(), {"report", "o"});
  CHECK(again.code == (again.err.empty() ? 0 : 2));
  CHECK(text_of(folder.path() / "o" / "report.html") == before);
}

TEST_CASE("what only prints, prints") {
  const TemporaryFolder folder;
  const std::vector<std::pair<Strings, Strings>> prints{
      {{}, {"run", "list", "micro", "report", "corpus", "test"}},
      {{"--help"}, {"run", "list", "micro", "report", "corpus", "test"}},
      {{"run", "--help"}, {"--quick", "--length", "--rate", "--set", "--out", "--json"}},
      {{"list"},
       {"steady", "ablation", "peak", "burst", "batch-sweep", "worker-sweep", "overhead"}},
      {{"list", "--engine"},
       {"cache.capacity", "batch.size", "claimed (V2 report)", "xxh3", "scenarios/CLAIMS.md"}},
      {{"--version"}, {"prony 0.", "Release"}},
      {{"help"}, {"run", "selftest"}},
      {{"help", "run"}, {"--quick", "--length", "--json"}},
      {{"micro", "--benchmark_list_tests", "--benchmark_filter=histogram"}, {"histogram"}},
      {{"corpus"}, {"larger corpora", "documents"}}};
  for (const auto& [words, parts] : prints) {
    const Ended ended = run_prony(folder.path(), words);
    CHECK(ended.code == 0);
    CHECK(ended.err.empty());
    for (const std::string& part : parts) {
      CAPTURE(part);
      CHECK(ended.out.find(part) != std::string::npos);
    }
  }
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("a first look takes about 10 s, whatever the scenario") {
  const TemporaryFolder folder;
  const Ended listed = run_prony(folder.path(), {"list"});
  const std::regex quick("--quick ([0-9]+) s");
  std::vector<int> seconds;
  for (auto at = std::sregex_iterator(listed.out.begin(), listed.out.end(), quick);
       at != std::sregex_iterator(); ++at) {
    seconds.push_back(std::stoi((*at)[1]));
  }
  CHECK(seconds.size() == 28);
  // Trials in processes of their own take twice as long.
  CHECK(std::count_if(seconds.begin(), seconds.end(), [](int s) { return s > 13; }) == 2);
  CHECK(std::all_of(seconds.begin(), seconds.end(), [](int s) { return s >= 6 && s <= 20; }));
}

TEST_CASE("a length holds for the whole run") {
  const TemporaryFolder folder;
  const Ended ended =
      run_prony(folder.path(), {"run", "peak", "--length", "2s", "--json", "--out", "o"});
  CAPTURE(ended.err);
  REQUIRE(is_measured(ended));
  const auto run = read_run(folder.path() / "o");
  REQUIRE(run);
  CHECK(run->duration_s > 1);
  CHECK(run->duration_s < 6);  // a busy machine is slow to make and to check a target
}

TEST_CASE("the micro-benchmarks leave a run, too") {
  const TemporaryFolder folder;
  const Ended ended = run_prony(folder.path(), {"micro", "--benchmark_filter=histogram", "--out",
                                                "o", "--benchmark_min_time=0.01"});
  CAPTURE(ended.err);
  CHECK(ended.code == 0);
  const auto run = read_run(folder.path() / "o");
  REQUIRE(run);
  CHECK(run->scenario == "micro");
  CHECK(run->checks.empty());
  CHECK(ended.out.find("validity: nobody checked\n") != std::string::npos);
  CHECK(text_of(folder.path() / "o" / "report.md").starts_with("## micro: NOT CHECKED\n"));
  REQUIRE_FALSE(run->points.empty());
  CHECK(run->points[0].latency_ms_mean > 0);
}

}  // namespace smoke_test
