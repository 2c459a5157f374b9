#include "engine/cache/contest.h"

#include <doctest/doctest.h>

#include <random>
#include <utility>

namespace contest_test {

using engine::cache::Contest;
using engine::cache::policy::Mode;

namespace {

/// So many accesses that only one of the two hits.
void win(Contest& contest, Mode winner, int accesses, std::uint64_t entries) {
  for (int i = 0; i < accesses; ++i) {
    contest.judge(winner == Mode::recency, winner == Mode::frequency, entries);
  }
}

}  // namespace

TEST_CASE("recency leads until frequency is ahead by a quarter of the entries, and 24 at least") {
  for (const auto& [entries, enough] : {std::pair{10U, 24}, std::pair{400U, 100}}) {
    Contest contest;
    CHECK(contest.leader() == Mode::recency);
    win(contest, Mode::frequency, enough, entries);
    CHECK(contest.leader() == Mode::recency);
    win(contest, Mode::frequency, 1, entries);
    CHECK(contest.leader() == Mode::frequency);
  }
}

TEST_CASE("what both hit or miss changes nothing but that the past fades") {
  Contest contest;
  win(contest, Mode::frequency, 24, 10);
  for (int i = 0; i < 900; ++i) contest.judge(i % 2 == 0, i % 2 == 0, 10);
  CHECK(contest.leader() == Mode::recency);
  for (int i = 0; i < 900; ++i) contest.judge(true, true, 10);  // the 24 count for 12 now
  win(contest, Mode::frequency, 12, 10);
  CHECK(contest.leader() == Mode::recency);
  win(contest, Mode::frequency, 1, 10);
  CHECK(contest.leader() == Mode::frequency);
}

// 25 to frequency and n to recency: (n - 25)^2 must be above 9 * (n + 25), which 52 is first.
TEST_CASE("the way back must be more than chance, too") {
  Contest contest;
  win(contest, Mode::frequency, 25, 10);
  win(contest, Mode::recency, 51, 10);
  CHECK(contest.leader() == Mode::frequency);
  win(contest, Mode::recency, 1, 10);
  CHECK(contest.leader() == Mode::recency);
}

// 300 of each: then the lead must be above 3 * sqrt(600 + lead), which is 79 first.
TEST_CASE("a lead must be more than chance") {
  Contest contest;
  for (int i = 0; i < 300; ++i) {
    win(contest, Mode::frequency, 1, 100);
    win(contest, Mode::recency, 1, 100);
  }
  win(contest, Mode::frequency, 78, 100);
  CHECK(contest.leader() == Mode::recency);
  win(contest, Mode::frequency, 1, 100);
  CHECK(contest.leader() == Mode::frequency);
}

TEST_CASE("of a hundred contests of two that are alike, hardly any changes the leader") {
  std::mt19937 random(1);
  int changed = 0;
  for (int i = 0; i < 100; ++i) {
    Contest contest;
    for (int access = 0; access < 5'000; ++access) {
      const bool recency_hit = random() % 2 == 0;
      const bool frequency_hit = random() % 2 == 0;
      contest.judge(recency_hit, frequency_hit, 400);
    }
    changed += contest.leader() == Mode::frequency ? 1 : 0;
  }
  CHECK(changed <= 3);
}

}  // namespace contest_test
