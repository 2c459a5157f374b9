#include "harness/scenario/time_box.h"

#include <doctest/doctest.h>

#include <cmath>
#include <sstream>

#include "harness/scenario/form.h"
#include "harness/schedule/shapes.h"

namespace time_box_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::seconds;
using harness::scenario::ClosedLoad;
using harness::scenario::fit;
using harness::scenario::Form;
using harness::scenario::length_of;
using harness::scenario::OpenLoad;
using harness::scenario::Search;
using harness::scenario::Toll;

namespace {

constexpr Toll toll{.making = 100ms, .checking = 100ms, .seeing = 0ms, .pass = 300ms};

Form one_load() {
  OpenLoad load;
  load.rate = harness::schedule::percent_of_capacity(60);
  load.segments = harness::schedule::constant("only", 1, 20s);
  load.warm_up = 4s;
  return {
      .course =
          harness::scenario::Steps{{{.name = "load", .settings = {}, .load = load, .toll = toll}}},
      .capacity = 6s};
}

Form of_passes(std::size_t steps, std::size_t fewest) {
  Form form;
  for (std::size_t i = 0; i < steps; ++i) {
    form.step_list()->push_back(
        {.name = std::to_string(i),
         .settings = {},
         .load = ClosedLoad{.length = 3s, .passes = true, .fewest_passes = fewest},
         .toll = toll});
  }
  return form;
}

const OpenLoad& load_of(const Form& form) {
  return std::get<OpenLoad>(form.steps()[0].load);
}

}  // namespace

TEST_CASE("a length is that of the whole run, to the millisecond") {
  for (const Duration length : {2s, 5s, 30s, 60s, 3600s}) {
    Form form = one_load();
    REQUIRE(fit(form, length));
    CHECK(seconds(length_of(form)) == doctest::Approx(seconds(length)).epsilon(0.001));
    CHECK(form.bound == length);
    CHECK(load_of(form).warm_up <= 4s);
    CHECK(form.capacity <= 6s);
  }
}

TEST_CASE("a shorter run has less of everything, a longer one more of what is measured") {
  Form half = one_load();
  REQUIRE(fit(half, 15s + 400ms));
  CHECK(seconds(half.capacity) == doctest::Approx(3));
  CHECK(seconds(load_of(half).warm_up) == doctest::Approx(2));
  CHECK(seconds(load_of(half).segments[0].length) == doctest::Approx(10));
  Form longer = one_load();
  REQUIRE(fit(longer, 60s + 400ms));
  CHECK(longer.capacity == 6s);
  CHECK(load_of(longer).warm_up == 4s);
  CHECK(seconds(load_of(longer).segments[0].length) == doctest::Approx(50));
}

TEST_CASE("passes are whole, and the planned run is no longer than asked for") {
  for (const Duration length : {4s, 7s, 12s, 30s, 100s}) {
    Form form = of_passes(7, 10);
    REQUIRE(fit(form, length));
    CHECK(length_of(form) <= length);
    CHECK(length_of(form) >= length - 7 * 500ms);  // one pass more of each would be too long
  }
}

TEST_CASE("too short a length is refused with the least that would do, which is not") {
  struct Case {
    Form form;
    const char* parts;
  };
  const std::vector<Case> cases{
      {one_load(), "making and checking 2 targets takes about 400 ms, the capacity needs 200 ms"},
      {of_passes(7, 10), "one pass of each about 2.1 s"}};
  for (const Case& one : cases) {
    Form form = one.form;
    const auto refused = fit(form, 50ms);
    REQUIRE_FALSE(refused);
    const std::string& why = refused.error().message;
    CAPTURE(why);
    CHECK(why.find("--length is too short") == 0);
    CHECK(why.find(one.parts) != std::string::npos);
    // "... need 3.5 s in all"
    std::istringstream words(why.substr(why.find(' ', why.find(" need") + 1)));
    double number = 0;
    std::string unit;
    words >> number >> unit;
    const double ms = unit == "s" ? 1000 * number : number;
    const Duration least = std::chrono::microseconds(std::llround(1000 * ms));
    CHECK(fit(form, least));
    form = one.form;
    CHECK_FALSE(fit(form, least - 101ms));
  }
}

TEST_CASE("a search shares its time among capacity, probes and curve") {
  Form form{.course = Search{.load = {},
                             .settings = {},
                             .within = 0.02,
                             .shortest = 2s,
                             .longest = 20s,
                             .most = 240s,
                             .curve_point = 5s,
                             .toll = toll},
            .capacity = 5s};
  CHECK(length_of(form) == 5s + 240s + 5 * 5s + 200ms);
  REQUIRE(fit(form, 27s + 200ms));
  CHECK(seconds(form.capacity) == doctest::Approx(0.5).epsilon(0.01));
  CHECK(seconds(form.search()->most) == doctest::Approx(24).epsilon(0.01));
  CHECK(seconds(form.search()->curve_point) == doctest::Approx(0.5).epsilon(0.01));
  CHECK(seconds(form.search()->shortest) == doctest::Approx(0.2).epsilon(0.01));
  CHECK_FALSE(fit(form, 500ms));
}

TEST_CASE("more items take longer to be shown and to be asked for, and no longer to be made") {
  Form form = of_passes(1, 1);
  form.steps()[0].toll.seeing = 200ms;
  harness::scenario::change_items(form, 0.01);
  CHECK(form.steps()[0].toll.making == 100ms);
  CHECK(form.steps()[0].toll.seeing == 2ms);
  CHECK(form.steps()[0].toll.pass == 3ms);
}

}  // namespace time_box_test
