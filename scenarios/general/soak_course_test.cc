#include "scenarios/general/soak_course.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace soak_course_test {

using scenarios::Course;
using scenarios::Growth;
using scenarios::growth_of;

namespace {

/// Values each minute, or so many an hour, with a wave of 1 about them that no line explains.
Course course(std::size_t count, double (*value)(double hour), double an_hour = 60) {
  Course made;
  for (std::size_t i = 0; i < count; ++i) {
    made.hours.push_back(static_cast<double>(i) / an_hour);
    made.values.push_back(value(made.hours.back()) + std::sin(static_cast<double>(i) * 2.4));
  }
  made.trend = harness::stats::trend_of(made.hours, made.values);
  return made;
}

}  // namespace

TEST_CASE("a cache without a bound grows") {
  const Course memory = course(120, [](double hour) { return 100 + 500 * hour; });
  CHECK(growth_of(memory) == Growth::growing);
  CHECK(memory.trend->slope.value == doctest::Approx(500).epsilon(0.01));
  CHECK(memory.start() == doctest::Approx(100).epsilon(0.02));
  CHECK(memory.end() == doctest::Approx(100 + 500 * 119.0 / 60).epsilon(0.01));
}

TEST_CASE("what stays is flat, within what its noise leaves open") {
  const Course memory = course(120, [](double) { return 100.0; });
  CHECK(growth_of(memory) == Growth::flat);
  CHECK(scenarios::bound_per_hour(*memory.trend) > 0);
  CHECK(scenarios::bound_per_hour(*memory.trend) < 2);
}

TEST_CASE("what fills up and then stays levels off") {
  const Course memory = course(120, [](double hour) { return 100 + 100 * std::min(hour, 0.9); });
  CHECK(growth_of(memory) == Growth::levelling_off);
  CHECK(scenarios::bound_per_hour(*scenarios::second_half(memory)) < 5);
}

TEST_CASE("what is given back shrinks") {
  CHECK(growth_of(course(120, [](double hour) { return 300 - 50 * hour; })) == Growth::shrinking);
}

TEST_CASE("a pace by the hour is not made from seconds, however steady it was") {
  // Nine seconds in which 12 MiB came: 4,800 MiB/h, if that went on.
  Course memory;
  for (int i = 0; i < 90; ++i) {
    memory.hours.push_back(i / 36'000.0);
    memory.values.push_back(100 + 0.13 * i + 0.05 * std::sin(i * 2.4));
  }
  memory.trend = harness::stats::trend_of(memory.hours, memory.values);
  REQUIRE(memory.trend);
  CHECK(memory.trend->slope.interval->low > 4'000);
  CHECK(growth_of(memory) == Growth::too_short);
  CHECK_FALSE(memory.is_long_enough());
  // A quarter of an hour is enough: it is extrapolated fourfold.
  const auto steady = [](double hour) { return 100 + 500 * hour; };
  CHECK(growth_of(course(61, steady, 240)) == Growth::growing);
  CHECK(growth_of(course(61, steady, 260)) == Growth::too_short);
}

TEST_CASE("memory that grows with a cache that has room left tells nothing of later") {
  scenarios::SoakCourse soak;
  soak.memory_mib = course(60, [](double hour) { return 100 + 30 * hour; });
  soak.cache_mib = course(60, [](double hour) { return 10 + 30 * hour; });
  CHECK(growth_of(soak) == Growth::growing);  // a cache without a bound
  soak.cache_bound_mib = 64;
  CHECK(growth_of(soak) == Growth::filling);
  soak.cache_bound_mib = 35;  // full before the end
  CHECK(growth_of(soak) == Growth::growing);
  soak.cache_bound_mib = 64;
  soak.cache_mib = course(60, [](double) { return 20.0; });  // it is something else that grows
  CHECK(growth_of(soak) == Growth::growing);
}

TEST_CASE("so much noise in so little time tells nothing, nor do a few values") {
  // Twenty minutes about 0.5 MiB: a growth that doubles it within an hour can't be ruled out.
  CHECK(growth_of(course(20, [](double) { return 0.5; })) == Growth::cant_tell);
  CHECK(growth_of(course(9, [](double hour) { return 100 * hour; })) == Growth::too_short);
  CHECK(course(9, [](double) { return 7.0; }).start() == doctest::Approx(7));
}

}  // namespace soak_course_test
