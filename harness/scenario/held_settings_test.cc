#include "harness/scenario/held_settings.h"

#include <doctest/doctest.h>

#include "harness/scenario/form.h"

namespace held_settings_test {

using harness::ablation::Configuration;
using harness::ablation::Design;
using harness::scenario::Changes;
using harness::scenario::check_settings;
using harness::scenario::ClosedLoad;
using harness::scenario::Form;
using harness::scenario::Setting;
using harness::scenario::Step;
using namespace std::chrono_literals;

namespace {

Form form_of(const std::vector<std::vector<Setting>>& settings) {
  Form form;
  for (const auto& own : settings) {
    form.step_list()->push_back({.name = "step " + std::to_string(form.steps().size()),
                                 .settings = own,
                                 .load = ClosedLoad{.length = 1s}});
  }
  return form;
}

/// What is wrong with setting it; empty where it may be set.
std::string refusal(const Form& form, const std::string& name) {
  const std::vector<Setting> settings{{name, "7"}};
  const auto fits = form.ablation() != nullptr ? check_settings(*form.ablation(), settings)
                                               : check_settings(form.steps(), settings);
  return fits ? "" : fits.error().message;
}

Form sweep() {
  return form_of({{{"batch.size", "1"}, {"queue.capacity", "10000"}},
                  {{"batch.size", "50"}, {"queue.capacity", "10000"}}});
}

Form ablation_form() {
  Form form;
  Design& design = form.course.emplace<Design>();
  const Configuration plain{
      .load = "hot", .preset = "v1", .settings = {}, .held = {"cache.policy"}};
  Configuration switched = plain;
  switched.settings = {{"parser.reuse", "on"}};
  Configuration other = plain;
  other.preset = "v2";
  design.comparisons = {{.switch_name = "parser.reuse",
                         .against = "v1",
                         .optimisation = "parser is reused",
                         .load = "hot",
                         .without = design.add(plain),
                         .with = design.add(switched),
                         .claims = {}},
                        {.switch_name = "engine",
                         .against = "v2 over v1",
                         .optimisation = "all of v2",
                         .load = "hot",
                         .without = design.add(plain),
                         .with = design.add(other),
                         .claims = {}}};
  return form;
}

}  // namespace

TEST_CASE("what a sweep sweeps can't be set, nor what it holds still meanwhile") {
  CHECK(refusal(sweep(), "batch.size") ==
        "--set batch.size does not fit: this scenario's steps set it themselves (1, 50)");
  CHECK(refusal(sweep(), "queue.capacity") ==
        "--set queue.capacity does not fit: this scenario's steps set it themselves (10000)");
  CHECK(refusal(sweep(), "workers").empty());
  // A setting of some of the steps is one that they differ in.
  CHECK_FALSE(refusal(form_of({{}, {{"faults.plan", "5%"}}}), "faults.plan").empty());
}

TEST_CASE("of many values the first and the last are named") {
  std::vector<std::vector<Setting>> many;
  for (int i = 1; i <= 9; ++i) many.push_back({{"workers", std::to_string(i)}});
  CHECK(refusal(form_of(many), "workers").ends_with("(1 to 9)"));
}

TEST_CASE("a setting of steps that are all made alike is but a default, and so is a search's") {
  CHECK(refusal(form_of({{{"cache.capacity", "25%"}}}), "cache.capacity").empty());
  CHECK(refusal(form_of({{{"a", "1"}}, {{"a", "2"}, {"a", "1"}}}), "a").empty());  // later ones win
  Form search;
  search.course.emplace<harness::scenario::Search>().settings = {{"cache.capacity", "25%"}};
  CHECK(refusal(search, "cache.capacity").empty());
}

TEST_CASE("an ablation's own switches can't be set, nor what its loads set") {
  CHECK(refusal(ablation_form(), "parser.reuse") ==
        "--set parser.reuse does not fit: 'parser is reused' sets it itself");
  CHECK(refusal(ablation_form(), "cache.policy") ==
        "--set cache.policy does not fit: 'parser is reused' sets it itself");
}

TEST_CASE("whole systems that are compared are compared as they come") {
  CHECK(refusal(ablation_form(), "workers") ==
        "--set workers does not fit: 'all of v2' compares whole systems; --only leaves it out");
  Form without = ablation_form();
  without.ablation()->comparisons.pop_back();
  CHECK(refusal(without, "workers").empty());
}

TEST_CASE("a form is not made with a setting that clashes, whatever else is asked for") {
  harness::scenario::Scenario scenario;
  scenario.standard = sweep();
  Changes changes;
  changes.settings = {{"workers", "2"}, {"batch.size", "7"}};
  changes.engines = {"v1", "v2"};
  const auto form = choose_form(scenario, harness::scenario::Size::standard, changes);
  REQUIRE_FALSE(form);
  CHECK(form.error().message.starts_with("--set batch.size does not fit"));
  changes.settings.pop_back();
  CHECK(choose_form(scenario, harness::scenario::Size::standard, changes));
}

TEST_CASE("of two engines side by side the steps may be set alike") {
  harness::scenario::Scenario scenario;
  scenario.standard = form_of({{{"cache.capacity", "25%"}}});
  Changes changes;
  changes.settings = {{"cache.capacity", "1GiB"}};
  changes.engines = {"v1", "v2"};
  CHECK(choose_form(scenario, harness::scenario::Size::standard, changes));
}

}  // namespace held_settings_test
