#include "scenarios/program/run_limits.h"

#include <doctest/doctest.h>

#include "harness/result/run_files.h"
#include "harness/result/sample/temporary_folder.h"

namespace run_limits_test {

using harness::result::CheckState;
using harness::result::RunFolder;
using harness::result::RunResult;
using harness::result::sample::TemporaryFolder;
using harness::scenario::Limit;
using harness::scenario::Scenario;
using scenarios::read_capacity;
using scenarios::read_limits;
using Texts = std::vector<std::string>;

namespace {

Scenario limited() {
  Scenario scenario;
  scenario.limits = {{"p99<500ms", "000.S"}, {"shed<=0.1%", "default"}};
  return scenario;
}

Texts limits(const std::string& text, const Scenario& scenario = limited()) {
  const auto read = read_limits(text, scenario);
  REQUIRE(read);
  Texts texts;
  for (const Limit& limit : *read) texts.push_back(limit.objective);
  return texts;
}

RunResult search() {
  RunResult run;
  run.scenario = "capacity";
  run.estimates = {{"highest rate", 500.0, 490.0, 510.0, "/s", ""}};
  return run;
}

/// What is said of a run that a capacity was to be taken from; empty where it is taken.
std::string refusal(const RunResult& run) {
  const TemporaryFolder folder;
  auto files = RunFolder::create(folder.path() / "run");
  REQUIRE(files);
  REQUIRE(files->finish(run));
  const auto capacity = read_capacity((folder.path() / "run").string());
  if (capacity) CHECK(*capacity == 500.0);
  return capacity ? "" : capacity.error().message;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("limits take the place of the scenario's, but what may be shed stays limited") {
  CHECK(limits("") == Texts{"p99<500ms", "shed<=0.1%"});
  CHECK(limits("p99<=50ms,errors<=0.1%") == Texts{"p99<=50ms", "errors<=0.1%", "shed<=0.1%"});
  CHECK(limits("p99<=50ms, shed <= 5%") == Texts{"p99<=50ms", "shed <= 5%"});
  CHECK(limits("p99<=50ms", Scenario{}) == Texts{"p99<=50ms"});
  CHECK_FALSE(read_limits("p99<=50ms,", limited()));
  CHECK(contains(read_limits("p98<1s", limited()).error().message, "p98"));
}

TEST_CASE("a capacity is a rate, or what a sound search found") {
  CHECK_FALSE(read_capacity("").value());
  CHECK(read_capacity("500/s").value() == 500.0);
  CHECK_FALSE(read_capacity("60%"));
  CHECK_FALSE(read_capacity("not-there"));
  CHECK(refusal(search()).empty());
  RunResult cut = search();
  cut.cut_short = true;
  CHECK(contains(refusal(cut), "was cut short"));
  RunResult invalid = search();
  invalid.checks = {{"steal", CheckState::failed, {}, {}, "taken away"}};
  CHECK(contains(refusal(invalid), "is INVALID"));
  RunResult nothing = search();
  nothing.estimates[0].value.reset();
  CHECK(contains(refusal(nothing), "found no highest rate"));
}

}  // namespace run_limits_test
