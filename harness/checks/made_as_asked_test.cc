#include "harness/checks/made_as_asked.h"

#include <doctest/doctest.h>

namespace made_as_asked_test {

using harness::checks::made_as_asked;
using harness::checks::MadeAsAsked;
using harness::measure::MeasuredStep;
using harness::result::CheckState;
using harness::result::Parameter;
using harness::scenario::Setting;

namespace {

MeasuredStep step(std::string name, std::vector<Setting> asked, std::vector<Parameter> told) {
  MeasuredStep step;
  step.name = std::move(name);
  step.engine = "v2";
  step.settings = std::move(asked);
  step.parameters = std::move(told);
  return step;
}

bool passes(const char* asked, const char* told) {
  return made_as_asked(step("s", {{"x", asked}}, {{"x", told}})).state == CheckState::passed;
}

harness::result::Check check_of(const std::vector<MeasuredStep>& steps) {
  MadeAsAsked all;
  for (const MeasuredStep& one : steps) all.add(one);
  return all.check();
}

}  // namespace

TEST_CASE("a target that was made otherwise than its step asks is told, with both values") {
  const auto check = made_as_asked(step("batch 50", {{"batch.size", "50"}}, {{"batch.size", "7"}}));
  CHECK(check.name == "made as asked");
  CHECK(check.state == CheckState::failed);
  CHECK(check.sentence == "batch.size=50 was asked for, and the target was made with 7.");
}

TEST_CASE("numbers and words contradict one another; shares, sizes and times can't be compared") {
  CHECK(passes("50", "50"));
  CHECK(passes("50", "50.0"));
  CHECK_FALSE(passes("50", "51"));
  CHECK_FALSE(passes("threads", "sequential"));
  CHECK(passes("s3-fifo", "s3-fifo"));
  CHECK(passes("25%", "13MiB"));
  CHECK(passes("1024", "1KiB"));
  CHECK(passes("60s", "1min"));
  CHECK(passes("own", "127.0.0.1:6379"));
}

TEST_CASE("the last of several settings is what was asked for, and who says nothing agrees") {
  CHECK(made_as_asked(step("s", {{"x", "1"}, {"x", "2"}}, {{"x", "2"}})).state ==
        CheckState::passed);
  CHECK(made_as_asked(step("s", {{"x", "2"}, {"x", "1"}}, {{"x", "2"}})).state ==
        CheckState::failed);
  CHECK(made_as_asked(step("s", {{"x", "1"}}, {{"y", "2"}})).state == CheckState::passed);
  CHECK(made_as_asked(step("s", {}, {})).state == CheckState::passed);
}

TEST_CASE("two labels for one and the same target are found out") {
  const auto check =
      check_of({step("5 %", {{"cache.capacity", "5%"}}, {{"cache.capacity", "all"}}),
                step("10 %", {{"cache.capacity", "10%"}}, {{"cache.capacity", "all"}})});
  CHECK(check.state == CheckState::failed);
  CHECK(check.sentence ==
        "5 % and 10 % ask for cache.capacity=5% and 10%, and both were made with all.");
  CHECK(check_of(
            {step("a", {{"x", "5%"}}, {{"x", "1MiB"}}), step("b", {{"x", "10%"}}, {{"x", "2MiB"}})})
            .state == CheckState::passed);
}

TEST_CASE("steps that ask for the same, or are of other engines, may be made alike") {
  MeasuredStep v1 = step("v1", {{"x", "5%"}}, {{"x", "all"}});
  v1.engine = "v1";
  CHECK(check_of({v1, step("v2", {{"x", "10%"}}, {{"x", "all"}})}).state == CheckState::passed);
  CHECK(check_of({step("a", {{"x", "1"}}, {{"x", "1"}}), step("b", {{"x", "1"}}, {{"x", "1"}}),
                  step("c", {}, {{"x", "1"}})})
            .state == CheckState::passed);
  CHECK(check_of({}).state == CheckState::passed);
}

TEST_CASE("what a sweep's column says must be what its label says") {
  MeasuredStep one = step("1 worker", {{"workers", "1"}}, {});
  MeasuredStep eight = step("8 workers", {{"workers", "8"}}, {});
  one.workers = 1;
  eight.workers = 8;
  CHECK(check_of({one, eight}).state == CheckState::passed);
  eight.workers = 1;  // such as of an executor that has but one
  const auto check = check_of({one, eight});
  CHECK(check.state == CheckState::failed);
  CHECK(check.sentence == "8 workers: workers=8 was asked for, and the target has 1.");
}

}  // namespace made_as_asked_test
