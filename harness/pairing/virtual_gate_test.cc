// Whole gates in virtual time: sessions, turns, pairs, looks, verdict, confirmation.
#include <doctest/doctest.h>

#include <algorithm>

#include "harness/pairing/course.h"
#include "harness/pairing/turns.h"
#include "harness/pairing/virtual_seat.h"

namespace virtual_gate_test {

using namespace harness;
using namespace std::chrono_literals;
using harness::gate::Kind;
using harness::gate::Outcome;
using harness::pairing::Course;
using harness::pairing::run_course;
using harness::pairing::SimulatedServer;
using harness::pairing::Stage;
using harness::pairing::take_turns;
using harness::pairing::Turns;
using harness::pairing::virtual_seats;

namespace {

/// A gate of a server of 100 us in the mean against a candidate.
Course gate_of(const SimulatedServer& candidate, std::uint64_t seed) {
  ManualClock clock;
  std::uint64_t seats = seed * 1'000;
  const auto base = virtual_seats(clock, {}, seats), other = virtual_seats(clock, candidate, seats);
  schedule::Generator random(seed, schedule::Stream::turns);
  const Turns turns{.turn = {.requests = 100}, .warm_up = 2, .rounds = 20};
  return run_course(
      clock,
      {.plan = {.seed = seed},
       .budget = 24h,
       .make_pair = [&](Stage, std::size_t) { return take_turns(base, other, turns, random, {}); },
       .relinks = [] { return true; }},
      {});
}

bool regressed(const Course& course, std::string_view metric) {
  return std::ranges::any_of(course.verdict.metrics, [&](const gate::Verdict& verdict) {
    return verdict.metric.name == metric && verdict.kind == Kind::regressed;
  });
}

}  // namespace

TEST_CASE("a server against itself is never called regressed") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const Course course = gate_of({}, seed);
    CAPTURE(seed);
    CHECK(course.verdict.outcome != Outcome::failed);
    CHECK(course.verdict.outcome != Outcome::invalid);
  }
}

TEST_CASE("a server that is 15 % slower is always caught") {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const Course course = gate_of({.service = 115us}, seed);
    CAPTURE(seed);
    CHECK(course.verdict.outcome == Outcome::failed);
    CHECK((regressed(course, "throughput_per_s") || regressed(course, "p50")));
    CHECK(course.verdict.confirmation == gate::Confirmation::confirmed);
  }
}

TEST_CASE("a rare stall is seen in P99, and called that") {
  const Course course = gate_of({.stall = 1ms}, 3);
  CHECK(course.verdict.outcome == Outcome::failed);
  CHECK(regressed(course, "p99"));
}

TEST_CASE("the same seed gives the same gate") {
  const Course one = gate_of({.service = 103us}, 5), again = gate_of({.service = 103us}, 5);
  CHECK(one.verdict.sentence == again.verdict.sentence);
  REQUIRE(one.pairs.size() == again.pairs.size());
  CHECK(one.pairs[0].candidate.figures == again.pairs[0].candidate.figures);
}

}  // namespace virtual_gate_test
