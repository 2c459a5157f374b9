#include "harness/scenario/side_by_side.h"

#include <doctest/doctest.h>

#include "harness/scenario/form.h"

namespace side_by_side_test {

using namespace std::chrono_literals;
using harness::mix::Choice;
using harness::scenario::Changes;
using harness::scenario::choose_form;
using harness::scenario::ClosedLoad;
using harness::scenario::Form;
using harness::scenario::Scenario;
using harness::scenario::side_by_side;
using harness::scenario::Size;
using harness::scenario::Step;

namespace {

const std::vector<std::string> both{"v1", "v2"};

Step step_of(const char* name) {
  return {.name = name, .settings = {}, .load = ClosedLoad{.clients = 1, .length = 10s}};
}

std::vector<std::string> names_of(const std::vector<Step>& steps) {
  std::vector<std::string> names;
  for (const Step& step : steps) names.push_back(step.name + " by " + step.engine);
  return names;
}

Form form_of(std::vector<Step> steps, const Changes& changes) {
  Scenario scenario;
  scenario.standard = {.course = harness::scenario::Steps{std::move(steps)}};
  auto form = choose_form(scenario, Size::standard, changes);
  REQUIRE_MESSAGE(form.has_value(), (form ? "" : form.error().message));
  return *form;
}

std::string refusal(std::vector<Step> steps, const Changes& changes) {
  Scenario scenario;
  scenario.standard = {.course = harness::scenario::Steps{std::move(steps)}};
  const auto form = choose_form(scenario, Size::standard, changes);
  REQUIRE_FALSE(form);
  return form.error().message;
}

harness::mix::RecordedItems items() {
  return std::make_shared<const std::vector<std::uint64_t>>(std::vector<std::uint64_t>{1, 0, 1});
}

}  // namespace

TEST_CASE("each step is made for each engine in turn, under names of their own") {
  using Names = std::vector<std::string>;
  CHECK(names_of(side_by_side(std::vector{step_of("a"), step_of("b")}, both)) ==
        Names{"v1 a by v1", "v2 a by v2", "v1 b by v1", "v2 b by v2"});
  CHECK(names_of(side_by_side(std::vector{step_of("load")}, both)) ==
        Names{"v1 by v1", "v2 by v2"});
  Step own = step_of("own");
  own.engine = "v1";
  CHECK(names_of(side_by_side(std::vector{own, step_of("b")}, both)) ==
        Names{"own by v1", "v1 b by v1", "v2 b by v2"});
}

TEST_CASE("a length is for all engines together, and without one each has the form's") {
  Changes changes;
  changes.engines = both;
  CHECK(length_of(form_of({step_of("load")}, changes)) == 20s);
  changes.length = 6s;
  const Form form = form_of({step_of("load")}, changes);
  REQUIRE(form.steps().size() == 2);
  CHECK(std::get<ClosedLoad>(form.steps()[1].load).length == 3s);
}

TEST_CASE("one engine changes no names") {
  Changes changes;
  changes.engines = {"v1"};
  CHECK(form_of({step_of("load")}, changes).steps()[0].name == "load");
}

TEST_CASE("recorded items take the place of the scenario's own choice") {
  Changes changes;
  changes.recorded = items();
  const Form form = form_of({step_of("load")}, changes);
  REQUIRE(form.steps()[0].popularity);
  CHECK(form.steps()[0].popularity->choice == Choice::recorded);
  CHECK(form.steps()[0].popularity->recorded == changes.recorded);
}

TEST_CASE("beside access patterns, recorded items are one pattern more") {
  Changes changes;
  changes.recorded = items();
  std::vector<Step> steps;
  for (const char* access : {"zipf", "scan"}) {
    for (const char* policy : {"lru", "sieve"}) {
      Step step = step_of("");
      step.name = std::string(access) + ", " + policy;
      step.popularity.emplace();
      step.place = {.panel = access, .series = policy, .setting = "", .x = 1};
      steps.push_back(step);
    }
  }
  const Form form = form_of(steps, changes);
  REQUIRE(form.steps().size() == 6);
  CHECK(form.steps()[1].popularity->choice != Choice::recorded);
  CHECK(form.steps()[4].name == "trace, lru");
  CHECK(form.steps()[5].name == "trace, sieve");
  CHECK(form.steps()[5].place.panel == "trace");
  CHECK(form.steps()[5].place.series == "sieve");
  CHECK(form.steps()[5].popularity->choice == Choice::recorded);
}

TEST_CASE("what asks for each document once can't ask as was recorded, nor can a search") {
  Changes changes;
  changes.recorded = items();
  Step passes = step_of("all");
  std::get<ClosedLoad>(passes.load).passes = true;
  CHECK(refusal({passes}, changes).find("each item once") != std::string::npos);
  Scenario search;
  search.standard.course.emplace<harness::scenario::Search>();
  CHECK_FALSE(choose_form(search, Size::standard, changes));
  Changes engines;
  engines.engines = both;
  CHECK_FALSE(choose_form(search, Size::standard, engines));
}

}  // namespace side_by_side_test
