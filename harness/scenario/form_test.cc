#include "harness/scenario/form.h"

#include <doctest/doctest.h>

#include <sstream>

namespace form_test {

using namespace std::chrono_literals;
using harness::scenario::Changes;
using harness::scenario::choose_form;
using harness::scenario::ClosedLoad;
using harness::scenario::Form;
using harness::scenario::OpenLoad;
using harness::scenario::Scenario;
using harness::scenario::Size;

namespace {

OpenLoad open_load() {
  OpenLoad load;
  load.rate = harness::schedule::per_second(500);
  load.segments = {{"first", 1, 1, 20s}, {"second", 1, 2, 40s}};
  load.warm_up = 10s;
  return load;
}

ClosedLoad closed_load() {
  ClosedLoad load;
  load.length = 30s;
  load.warm_up = 2s;
  return load;
}

Scenario scenario_of(std::vector<harness::scenario::Step> steps) {
  Scenario scenario;
  scenario.standard = {.course = harness::scenario::Steps{std::move(steps)}, .capacity = 4s};
  scenario.quick = scenario.standard;
  scenario.quick.interval = 200ms;
  scenario.full = scenario.standard;
  scenario.full.capacity = 0s;
  return scenario;
}

/// Lengths that were scaled are right to the microsecond.
bool near(harness::Duration length, harness::Duration expected) {
  return length > expected - 1us && length < expected + 1us;
}

const OpenLoad& open_of(const Form& form, std::size_t step) {
  return std::get<OpenLoad>(form.steps()[step].load);
}
const ClosedLoad& closed_of(const Form& form, std::size_t step) {
  return std::get<ClosedLoad>(form.steps()[step].load);
}

}  // namespace

TEST_CASE("without changes a form is the scenario's own") {
  const Scenario scenario = scenario_of({{"a", {}, open_load()}, {"b", {}, closed_load()}});
  const Form form = choose_form(scenario, Size::quick, {}).value();
  CHECK(form.interval == 200ms);
  CHECK(choose_form(scenario, Size::standard, {}).value().interval == 1s);
  CHECK(length_of(form) == 10s + 60s + 2s + 30s);
  CHECK_FALSE(needs_capacity(form));
  CHECK(to_string(Size::quick) == "quick");
  CHECK(to_string(Size::standard) == "default");
  CHECK(to_string(Size::full) == "full");
}

TEST_CASE("a new length stretches everything measured alike, a warm-up only shrinks") {
  const Scenario scenario = scenario_of({{"a", {}, open_load()}, {"b", {}, closed_load()}});
  const Form half = choose_form(scenario, Size::standard, {.length = 51s}).value();
  CHECK(near(open_of(half, 0).segments[0].length, 10s));
  CHECK(near(open_of(half, 0).segments[1].length, 20s));
  CHECK(near(open_of(half, 0).warm_up, 5s));
  CHECK(near(closed_of(half, 1).length, 15s));
  CHECK(near(closed_of(half, 1).warm_up, 1s));
  CHECK(near(half.interval, 500ms));
  const Form longer = choose_form(scenario, Size::standard, {.length = 192s, .rate = {}}).value();
  CHECK(near(open_of(longer, 0).segments[1].length, 80s));
  CHECK(open_of(longer, 0).warm_up == 10s);
  CHECK(near(closed_of(longer, 1).length, 60s));
  CHECK(longer.interval == 1s);
}

TEST_CASE("ageing is a part of the form's length, and only shrinks") {
  const Scenario scenario = scenario_of({{.name = "a", .load = closed_load(), .ageing = 20s}});
  const auto aged = [&](harness::Duration length) {
    return choose_form(scenario, Size::standard, {.length = length, .rate = {}}).value();
  };
  CHECK(near(length_of(aged(52s)), 20s + 2s + 30s));
  CHECK(near(aged(26s).steps()[0].ageing, 10s));
  CHECK(aged(60s).steps()[0].ageing == 20s);
}

TEST_CASE("the timeline's interval stays long enough to hold something") {
  const Scenario scenario = scenario_of({{"a", {}, closed_load()}});
  CHECK(choose_form(scenario, Size::standard, {.length = 110ms, .rate = {}}).value().interval ==
        100ms);
}

TEST_CASE("too short a length is refused with the least that would do") {
  const Scenario scenario = scenario_of({{"a", {}, open_load()}, {"b", {}, closed_load()}});
  // 100 ms a step in the mean, and as much less of the warm-ups.
  CHECK(choose_form(scenario, Size::quick, {.length = 228ms, .rate = {}}));
  const auto form = choose_form(scenario, Size::quick, {.length = 226ms, .rate = {}});
  REQUIRE_FALSE(form);
  CHECK(form.error().message.find("2 steps need 227 ms") != std::string::npos);
}

TEST_CASE("a rate moves the open loads and needs one") {
  const Scenario mixed = scenario_of({{"a", {}, open_load()}, {"b", {}, closed_load()}});
  Changes changes;
  changes.rate = harness::schedule::percent_of_capacity(60);
  const Form form = choose_form(mixed, Size::full, changes).value();
  CHECK(open_of(form, 0).rate.relative);
  CHECK(open_of(form, 0).rate.per_second(100) == doctest::Approx(60));
  CHECK(needs_capacity(form));
  CHECK(form.capacity == 4s);  // the default form's, as the full one has none
  CHECK(length_of(form) == 4s + 102s);

  const auto refused = choose_form(scenario_of({{"b", {}, closed_load()}}), Size::full, changes);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("--rate") != std::string::npos);
}

TEST_CASE(
    "a rate beyond any generator is refused with the reason, one that is known takes no time") {
  const Scenario scenario = scenario_of({{"a", {}, open_load()}});
  Changes changes;
  changes.rate = harness::schedule::per_second(1e9);
  const auto refused = choose_form(scenario, Size::quick, changes);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("no generator offers more than 50M/s") != std::string::npos);
  changes.rate = harness::schedule::per_second(harness::scenario::most_offered_per_s);
  CHECK(choose_form(scenario, Size::quick, changes));
  changes.rate = harness::schedule::percent_of_capacity(60);
  changes.capacity_is_known = true;
  CHECK(length_of(choose_form(scenario, Size::quick, changes).value()) == 70s);
}

TEST_CASE("arrivals change the open loads' own streams and need one") {
  const Scenario mixed = scenario_of({{"a", {}, open_load()}, {"b", {}, closed_load()}});
  Changes changes;
  changes.arrivals = harness::schedule::Arrivals::gamma(3);
  changes.rate = harness::schedule::per_second(10);
  const Form form = choose_form(mixed, Size::standard, changes).value();
  CHECK(open_of(form, 0).arrivals == harness::schedule::Arrivals::gamma(3));
  CHECK(open_of(form, 0).segments.size() == 2);
  CHECK(open_of(form, 0).rate.value == 10);

  changes.rate = {};
  const auto refused =
      choose_form(scenario_of({{"b", {}, closed_load()}}), Size::standard, changes);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("--arrivals") != std::string::npos);
}

TEST_CASE("a trace takes the place of what is measured, and has its own rate and length") {
  std::istringstream csv("0\n1\n2\n3\n");
  Changes changes;
  changes.arrivals = harness::schedule::Trace::read(csv, "t.csv", 1).value();
  OpenLoad load = open_load();
  load.rate = harness::schedule::percent_of_capacity(60);
  const Scenario scenario = scenario_of({{"a", {}, load}});
  const Form form = choose_form(scenario, Size::standard, changes).value();
  REQUIRE(open_of(form, 0).segments.size() == 1);
  CHECK(open_of(form, 0).segments[0].phase == "trace");
  CHECK(open_of(form, 0).segments[0].length == 4s);
  CHECK(open_of(form, 0).rate.per_second(0) == doctest::Approx(1));
  CHECK(open_of(form, 0).overlays.size() == 1);
  CHECK_FALSE(needs_capacity(form));
  CHECK(length_of(form) == 10s + 4s);

  for (const bool rate : {true, false}) {
    Changes more = changes;
    if (rate) more.rate = harness::schedule::per_second(5);
    if (!rate) more.length = 10s;
    const auto refused = choose_form(scenario, Size::standard, more);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find(rate ? "--rate" : "--length") == 0);
  }
}

TEST_CASE("a new length stretches users as it stretches the load") {
  OpenLoad load = open_load();
  load.overlays = {harness::scenario::Users{.segments = {{"users", 1, 1, 60s}}}};
  Changes changes;
  changes.length = 35s;
  const Form form = choose_form(scenario_of({{"a", {}, load}}), Size::standard, changes).value();
  const auto& users = std::get<harness::scenario::Users>(open_of(form, 0).overlays.at(0));
  CHECK(near(users.segments[0].length, 30s));
}

namespace {

Scenario searching() {
  Scenario scenario;
  scenario.standard.course = harness::scenario::Search{.load = {},
                                                       .settings = {},
                                                       .within = 0.02,
                                                       .shortest = 2s,
                                                       .longest = 20s,
                                                       .most = 100s,
                                                       .curve_point = 4s};
  scenario.standard.capacity = 5s;
  return scenario;
}

}  // namespace

TEST_CASE("a search takes a length for all of it, and how closely to search") {
  const Form form =
      choose_form(searching(), Size::standard, {.length = 62500ms, .within = 0.1}).value();
  CHECK(near(form.search()->most, 50s));
  CHECK(near(form.search()->shortest, 1s));
  CHECK(form.search()->longest == 20s);
  CHECK(form.search()->within == 0.1);
  CHECK(needs_capacity(form));
  CHECK(near(length_of(form), 2500ms + 50s + 5 * 2s));
}

TEST_CASE("a search refuses what does not fit it, and only a search has a closeness") {
  CHECK_FALSE(choose_form(searching(), Size::standard, {.length = 500ms}));
  CHECK_FALSE(choose_form(searching(), Size::standard, {.until = true}));
  Changes rate;
  rate.rate = harness::schedule::per_second(5);
  CHECK_FALSE(choose_form(searching(), Size::standard, rate));
  const Scenario closed = scenario_of({{"b", {}, closed_load()}});
  CHECK_FALSE(choose_form(closed, Size::standard, {.within = 0.1}));
}

TEST_CASE("a precision makes a form's length a limit, of a load that stays as it is") {
  OpenLoad even = open_load();
  even.segments = {{"only", 1, 1, 20s}};
  const Scenario scenario = scenario_of({{"a", {}, even}, {"b", {}, closed_load()}});
  const Form form = choose_form(scenario, Size::standard, {.until = true}).value();
  CHECK(open_of(form, 0).segments[0].length == 200s);
  CHECK(closed_of(form, 1).length == 300s);
  const Form limited =
      choose_form(scenario, Size::standard, {.length = 62s, .until = true}).value();
  CHECK(near(open_of(limited, 0).segments[0].length, 20s));

  const auto changing =
      choose_form(scenario_of({{"a", {}, open_load()}}), Size::standard, {.until = true});
  REQUIRE_FALSE(changing);
  CHECK(changing.error().message.find("--until") != std::string::npos);
}

TEST_CASE("what is measured before and after all of a run is part of its length") {
  const Scenario scenario = scenario_of({{"a", {}, closed_load()}});
  const Form framed =
      choose_form(scenario, Size::standard, {.length = 16s + 200ms, .frame = 100ms}).value();
  CHECK(near(length_of(framed), 16s + 200ms));
  CHECK(near(closed_of(framed, 0).length, 15s));
  CHECK(near(closed_of(framed, 0).warm_up, 1s));
}

}  // namespace form_test
