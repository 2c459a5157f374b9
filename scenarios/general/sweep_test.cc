#include <doctest/doctest.h>

#include "harness/scenario/held_settings.h"
#include "scenarios/general/scenarios.h"

namespace sweep_test {

using harness::scenario::Scenario;
using harness::scenario::Setting;
using harness::scenario::Step;
using harness::scenario::Subject;
using scenarios::Over;
using scenarios::parse_over;

namespace {

Subject store() {
  Subject subject;
  subject.name = "store";
  subject.settings = {{.name = "cache"}, {.name = "policy"}};
  subject.usual = {{"cache", "25%"}, {"queue", "100"}};
  return subject;
}

}  // namespace

TEST_CASE("what to sweep over is read, and slips are told") {
  const Over over = parse_over("cache=1MiB,4MiB").value();
  CHECK(over.setting == "cache");
  CHECK(over.values == std::vector<std::string>{"1MiB", "4MiB"});
  CHECK(parse_over("cache").error().message.find("write NAME=VALUE,VALUE") != std::string::npos);
  CHECK(parse_over("=1,2").error().message.find("write NAME=VALUE,VALUE") != std::string::npos);
  CHECK(parse_over("cache=1").error().message ==
        "--over cache=1: a sweep needs two values at least; --set sets one");
  CHECK(parse_over("cache=1,,2").error().message == "--over cache=1,,2: a value is empty");
  CHECK(parse_over("cache=1,2,1").error().message == "--over cache=1,2,1: 1 is there twice");
}

TEST_CASE("a step for each value, which differ in that setting alone") {
  const Scenario sweep = scenarios::sweep(store(), {{"cache", {"1MiB", "4MiB", "16MiB"}}});
  REQUIRE(sweep.standard.steps().size() == 3);
  const Step& second = sweep.standard.steps()[1];
  CHECK(second.name == "cache=4MiB");
  CHECK(second.settings == std::vector<Setting>{{"queue", "100"}, {"cache", "4MiB"}});
  CHECK(second.place.setting == "4MiB");
  CHECK(second.place.x == 4 * 0x1p20);
  CHECK(harness::scenario::is_sweep(sweep.standard.steps()));
  CHECK_FALSE(harness::scenario::check_settings(sweep.standard.steps(),
                                                std::vector<Setting>{{"cache", "7"}}));
  REQUIRE(sweep.view.curves);
  CHECK(sweep.view.curves->along == "cache");
}

TEST_CASE("over two settings: a line for each value of the second, places of words in their turn") {
  const Scenario sweep =
      scenarios::sweep(store(), {{"policy", {"lru", "sieve"}}, {"cache", {"1MiB", "2MiB"}}});
  REQUIRE(sweep.standard.steps().size() == 4);
  CHECK(sweep.standard.steps()[0].name == "policy=lru, cache=1MiB");
  CHECK(sweep.standard.steps()[3].name == "policy=sieve, cache=2MiB");
  CHECK(sweep.standard.steps()[3].place.series == "cache=2MiB");
  CHECK(sweep.standard.steps()[0].place.x == 1.0);
  CHECK(sweep.standard.steps()[1].place.x == 2.0);
}

}  // namespace sweep_test
