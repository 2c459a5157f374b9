#include "reports/words/check_advice.h"

#include <doctest/doctest.h>

namespace check_advice_test {

using harness::result::CheckState;
using harness::result::RunResult;
using reports::words::check_advice;
using reports::words::first_cause;

namespace {

RunResult failing(const std::vector<std::string>& names) {
  RunResult run;
  run.checks = {{"every request ended", CheckState::passed, {}, {}, ""},
                {"generator kept its schedule", CheckState::warned, {}, {}, ""}};
  for (const std::string& name : names)
    run.checks.push_back({name, CheckState::failed, {}, {}, ""});
  return run;
}

}  // namespace

TEST_CASE("of the checks that failed, the one that can have brought about the others") {
  CHECK(first_cause(failing({"Little's law", "became steady", "CPU was not shared"}))->name ==
        "CPU was not shared");
  CHECK(first_cause(failing({"became steady", "generator kept its schedule"}))->name ==
        "generator kept its schedule");
  CHECK(first_cause(failing({"became steady", "every request ended"}))->name ==
        "every request ended");
  CHECK(first_cause(failing({"Little's law", "became steady"}))->name == "became steady");
  CHECK(first_cause(failing({"became steady", "something new"}))->name == "something new");
  CHECK(first_cause(failing({})) == nullptr);
}

TEST_CASE("what makes a run invalid says what to do") {
  for (const char* const name :
       {"optimised build", "clocks went on evenly", "outputs verified", "every request ended",
        "target's own sums agree", "CPU was not stolen", "CPU was not shared",
        "every phase was observed", "generator kept its schedule", "clients kept their think time",
        "offered rate was offered", "became steady", "Little's law",
        "enough independent samples"}) {
    CAPTURE(name);
    CHECK(check_advice(name).size() > 20);
    CHECK(check_advice(name).ends_with('.'));
  }
  CHECK(check_advice("no such check").empty());
}

}  // namespace check_advice_test
