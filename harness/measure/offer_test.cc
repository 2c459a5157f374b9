#include "harness/measure/offer.h"

#include <doctest/doctest.h>

#include <sstream>

namespace offer_test {

using namespace harness::measure;
using namespace std::chrono_literals;
using harness::measure::schedule_of;
using harness::scenario::Form;
using harness::scenario::OpenLoad;
using harness::scenario::Users;
using harness::schedule::Arrivals;
using harness::schedule::Schedule;

namespace {

OpenLoad open_load() {
  OpenLoad load;
  load.segments = {{"first", 1, 1, 2s}, {"second", 2, 2, 3s}};
  load.warm_up = 1s;
  load.warm_up_level = 0.5;
  return load;
}

harness::schedule::Trace trace() {
  std::istringstream csv("0\n1\n2\n3\n");
  return harness::schedule::Trace::read(csv, "t.csv", 1).value();
}

std::vector<double> counts(Schedule schedule) {
  std::vector<double> found(schedule.profile().segments().size());
  while (const auto arrival = schedule.next()) ++found[arrival->phase];
  return found;
}

using Counts = std::vector<double>;

}  // namespace

TEST_CASE("the warm-up is phase 0, and every rate a multiple of the load's") {
  const Schedule schedule = schedule_of(open_load(), 10, 1).value();
  CHECK(schedule.profile().segments()[0].phase == "warm-up");
  CHECK(counts(schedule) == Counts{5, 20, 60});
  for (const std::size_t phase : {0U, 1U, 2U}) {
    CHECK(schedule.plan(phase).arrivals == doctest::Approx(Counts{5, 20, 60}[phase]));
  }
}

TEST_CASE("users and traces lie over what is measured, not over the warm-up") {
  OpenLoad load = open_load();
  load.overlays = {Users{.segments = {{"bursts", 0, 0, 4s}, {"more", 10, 10, 100s}},
                         .arrivals = Arrivals::constant},
                   trace()};
  CHECK(counts(schedule_of(load, 10, 1).value()) == Counts{5, 20 + 2, 60 + 100 + 2});
}

TEST_CASE("users share their rates") {
  OpenLoad load;
  load.segments = harness::schedule::constant("a", 0, 20s);
  load.overlays = {Users{.segments = harness::schedule::constant("users", 1, 20s),
                         .arrivals = Arrivals::gamma(0.1),
                         .count = 100}};
  const Schedule schedule = schedule_of(load, 1000, 1).value();
  CHECK(schedule.plan(0).arrivals == doctest::Approx(20'000));
  CHECK(counts(schedule)[0] == doctest::Approx(20'000).epsilon(0.001));
}

TEST_CASE("what can't be scheduled is refused") {
  OpenLoad load = open_load();
  CHECK_FALSE(schedule_of(load, 2e9, 1));
  load.overlays = {Users{.segments = harness::schedule::constant("users", -1, 1s)}};
  CHECK_FALSE(schedule_of(load, 1, 1));
  for (const std::size_t count : {0U, 10'001U}) {
    load.overlays = {
        Users{.segments = harness::schedule::constant("users", 1, 1s), .count = count}};
    const auto schedule = schedule_of(load, 1, 1);
    REQUIRE_FALSE(schedule);
    CHECK(schedule.error().message.find("10000 users") != std::string::npos);
  }
}

TEST_CASE("how arrivals fall is told once for all loads alike") {
  OpenLoad plain = open_load(), played = open_load(), crowd = open_load();
  plain.arrivals = Arrivals::poisson;
  played.segments = harness::schedule::constant("trace", 0, 4s);
  played.overlays = {trace()};
  crowd.overlays = {Users{.segments = harness::schedule::constant("users", 1, 1s),
                          .arrivals = Arrivals::gamma(3),
                          .count = 50}};
  const auto text = [](std::vector<harness::scenario::Step> steps) {
    return describe_arrivals(Form{.course = harness::scenario::Steps{std::move(steps)}});
  };
  CHECK(text({{"a", {}, plain}, {"b", {}, plain}}) == "poisson");
  CHECK(text({{"a", {}, played}}) == "trace t.csv, 4 arrivals in 4 s");
  CHECK(text({{"a", {}, plain}, {"b", {}, crowd}}) == "poisson; constant + 50 users, each gamma:3");
  CHECK(text({{"a", {}, harness::scenario::ClosedLoad{}}}).empty());
}

}  // namespace offer_test
