#include "harness/selftest/selftest.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "harness/selftest/cores.h"
#include "harness/selftest/noise_floor.h"

namespace selftest_test {

using harness::RealClock;
using harness::result::CheckState;
using harness::result::RunResult;
using namespace harness::selftest;
using namespace std::chrono_literals;

namespace {

/// As short as can be: what it finds says little, and nothing here depends on it.
Plan tiny() {
  Plan plan;
  plan.virtual_requests = 2000;
  plan.real_time = 200ms;
  plan.soundings = 200ms;
  plan.noise_floor_each = 5ms;
  return plan;
}

}  // namespace

TEST_CASE("a self-test: every part is told in order, every model has its five rows and its point") {
  RealClock clock;
  std::vector<Part> told;
  const RunResult result =
      run_selftest(clock, tiny(), [&](const Part& part) { told.push_back(part); }, {});
  REQUIRE(!told.empty());
  CHECK(told.front().name == "noise floor");
  for (std::size_t i = 0; i < told.size(); ++i) {
    CHECK(told[i].number == i + 1);
    CHECK(told[i].parts == told.size());
    CHECK(told[i].done_s < told[i].total_s);
    if (i > 0) CHECK(told[i].done_s > told[i - 1].done_s);
  }
  CHECK(result.points.size() == told.size() - 1);  // all parts but the noise floor
  CHECK(result.known_answers.size() == 5 * result.points.size());
  CHECK(result.distributions.size() == result.points.size());
  CHECK(result.scenario == "selftest");
  CHECK_FALSE(result.cut_short);
  REQUIRE(result.findings.size() >= 2);
  CHECK(result.findings[1].starts_with(result.valid() ? "Fit to measure" : "Not fit to measure"));
  const bool real = std::any_of(result.points.begin(), result.points.end(), [](const auto& point) {
    return point.step.ends_with("real time");
  });
  CHECK(real == (usable_cores().size() >= 2));
  if (real) CHECK(result.findings[0].starts_with("This machine can measure n"));
  // Each row rests on its own checks: what is exact stays so however busy the machine is.
  for (const auto& point : result.points) {
    const bool failed =
        std::any_of(result.checks.begin(), result.checks.end(), [&](const auto& check) {
          return check.state == CheckState::failed && check.name.starts_with(point.step + ": ");
        });
    CAPTURE(point.step);
    CHECK(point.valid == !failed);
  }
}

TEST_CASE("every check has a name of its own and a sentence") {
  RealClock clock;
  const RunResult result = run_selftest(clock, tiny(), [](const Part&) {}, {});
  std::vector<std::string> names;
  for (const auto& check : result.checks) {
    CHECK(!check.sentence.empty());
    names.push_back(check.name);
  }
  std::sort(names.begin(), names.end());
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
}

TEST_CASE("a stop request ends it in order, and what was not measured is not there") {
  RealClock clock;
  std::stop_source stop;
  std::size_t parts = 0;
  const RunResult result = run_selftest(
      clock, tiny(),
      [&](const Part&) {
        if (++parts == 3) stop.request_stop();
      },
      stop.get_token());
  CHECK(parts == 3);
  CHECK(result.cut_short);
  CHECK(result.points.size() == 1);  // the noise floor, one model, and one that was stopped
}

}  // namespace selftest_test
