#include "harness/pairing/turns.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace turns_test {

using namespace harness;
using namespace std::chrono_literals;
using harness::child::SliceOrder;
using harness::child::SliceReport;
using harness::pairing::Seat;
using harness::pairing::take_turns;
using harness::pairing::TakeSeat;
using harness::pairing::Turns;

namespace {

/// Writes down who was called for what: "b" and "c" for a turn of the base and the candidate.
TakeSeat noting(std::string& notes, std::string who, SliceReport report = {.ok = 10},
                std::uint64_t population = 5, std::string wrong = {}) {
  report.length = 1ms;
  return [&notes, who, report, population, wrong]() -> Expected<Seat> {
    notes += '(' + who;
    Seat seat;
    seat.ready.population = population;
    seat.slice = [&notes, who, report](const SliceOrder&) -> Expected<SliceReport> {
      notes += who;
      return report;
    };
    seat.close = [&notes, who, wrong]() -> Expected<void> {
      notes += who + ')';
      if (!wrong.empty()) return failure(wrong);
      return {};
    };
    return seat;
  };
}

}  // namespace

TEST_CASE("both sides have as many turns, in an order that chance decides, round by round") {
  schedule::Generator random(7, schedule::Stream::turns);
  std::size_t base_first = 0, rounds = 0, base_sat_first = 0;
  for (int i = 0; i < 200; ++i) {
    std::string notes;
    const auto pair =
        take_turns(noting(notes, "b"), noting(notes, "c"), {.warm_up = 1, .rounds = 9}, random, {});
    REQUIRE(pair);
    REQUIRE(notes.size() == 4 + 20 + 4);
    if (notes.starts_with("(b")) ++base_sat_first;
    for (std::size_t at = 4; at < 24; at += 2) {
      const std::string round = notes.substr(at, 2);
      CHECK((round == "bc" || round == "cb"));
      ++rounds;
      if (round == "bc") ++base_first;
    }
    CHECK(pair->base.figures.at("throughput_per_s") == doctest::Approx(10'000));
  }
  // Fair coins: within four standard errors.
  CHECK(std::abs(static_cast<double>(base_first) - rounds / 2.0) < 2 * std::sqrt(rounds));
  CHECK(std::abs(static_cast<double>(base_sat_first) - 100) < 2 * std::sqrt(200));
}

TEST_CASE("warm-up turns are in no figure") {
  schedule::Generator random(7, schedule::Stream::turns);
  int turns = 0;
  const TakeSeat slow_at_first = [&]() -> Expected<Seat> {
    Seat seat;
    seat.slice = [&](const SliceOrder&) -> Expected<SliceReport> {
      return SliceReport{.ok = 10, .length = turns++ < 3 ? Duration(1s) : Duration(1ms)};
    };
    seat.close = []() -> Expected<void> { return {}; };
    return seat;
  };
  std::string notes;
  const auto pair = take_turns(slow_at_first, noting(notes, "c", {.ok = 10}, 1),
                               {.warm_up = 3, .rounds = 5}, random, {});
  REQUIRE(pair);
  CHECK(pair->base.figures.at("throughput_per_s") == doctest::Approx(10'000));
}

TEST_CASE("what makes a side worthless is told with its name") {
  const auto said = [](const TakeSeat& base, const TakeSeat& candidate) {
    schedule::Generator random(7, schedule::Stream::turns);
    const auto pair = take_turns(base, candidate, {}, random, {});
    return pair ? std::string() : pair.error().message;
  };
  std::string notes;
  const TakeSeat sound = noting(notes, "b");
  CHECK(said(sound, noting(notes, "c", {.ok = 1, .unfinished = 2}))
            .starts_with("the candidate: did not end 2 of its requests within 10 s"));
  CHECK(said(sound, noting(notes, "c", {.failed = 9, .why = "out of ink"})) ==
        "the candidate: ended none of 180 requests well: out of ink");
  CHECK(said(noting(notes, "b", {.ok = 1}, 5, "3 outputs differ"), sound) ==
        "the base: 3 outputs differ");
  CHECK(said(sound, noting(notes, "c", {.ok = 1}, 6)) ==
        "the base has 5 items to ask for, and the candidate 6");
  CHECK(said([]() -> Expected<Seat> { return failure("killed by signal 9"); }, sound) ==
        "the base: killed by signal 9");
}

TEST_CASE("a stop request ends a pair between two turns") {
  schedule::Generator random(7, schedule::Stream::turns);
  std::stop_source stop;
  stop.request_stop();
  std::string notes;
  CHECK(!take_turns(noting(notes, "b"), noting(notes, "c"), {}, random, stop.get_token()));
  CHECK(notes.size() == 4);
}

}  // namespace turns_test
