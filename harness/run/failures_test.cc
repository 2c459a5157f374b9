#include "harness/run/failures.h"

#include <doctest/doctest.h>

namespace failures_test {

using namespace harness::run;
using harness::measure::MeasuredPhase;
using harness::measure::MeasuredStep;
using harness::result::FailureRow;
using harness::result::RunResult;

namespace {

MeasuredStep failing_step() {
  MeasuredStep step;
  step.name = "load";
  for (const char* const name : {"steady", "peak"}) {
    MeasuredPhase phase;
    phase.name = name;
    step.phases.push_back(std::move(phase));
  }
  step.failures = {{.phase = 1,
                    .reason = "malformed",
                    .count = 390,
                    .request = {.id = 7, .item = 2},
                    .example = "bad.pdf: no trailer"},
                   {.phase = 1,
                    .reason = "out of memory",
                    .count = 3,
                    .request = {.id = 9, .item = 4},
                    .example = {}}};
  return step;
}

}  // namespace

TEST_CASE("a step's failures are rows with their phase's name and an example for a person") {
  MeasuredStep step = failing_step();
  step.describe = [](std::uint64_t item) { return "document " + std::to_string(item); };
  RunResult result;
  add_failures(step, result);
  CHECK(result.failures ==
        std::vector<FailureRow>{{"load", "peak", "malformed", 390, "bad.pdf: no trailer"},
                                {"load", "peak", "out of memory", 3, "document 4"}});
}

TEST_CASE("where a target's items have no names, the example is the request's number") {
  RunResult result;
  add_failures(failing_step(), result);
  REQUIRE(result.failures.size() == 2);
  CHECK(result.failures[1].example == "request 9");
}

}  // namespace failures_test
