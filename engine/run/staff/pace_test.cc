#include "engine/run/staff/pace.h"

#include <doctest/doctest.h>

namespace pace_test {

using engine::Time;
using engine::run::staff::Pace;
using std::chrono::milliseconds;

namespace {

constexpr Time start{};

/// A batch that is finished in 10 ms, from `at` on.
void finish(Pace& pace, Time at, double batches_ready) {
  pace.begin(at);
  pace.finish(batches_ready, at + milliseconds(10));
}

}  // namespace

TEST_CASE("those who lead on shrink by their surplus, down to one beside the one who finishes") {
  Pace pace(9);
  CHECK(pace.limit() == 9);
  finish(pace, start, 2.0);
  CHECK(pace.limit() == 5);
  finish(pace, start, 1.3);
  CHECK(pace.limit() == 4);
  finish(pace, start, 100.0);
  CHECK(pace.limit() == 2);
  finish(pace, start, 100.0);
  CHECK(pace.limit() == 2);
}

TEST_CASE("a batch that is just ready changes nothing") {
  Pace pace(4);
  finish(pace, start, 1.0);
  CHECK(pace.limit() == 4);
}

TEST_CASE("a worker comes back after enough batches in a row that were finished in time") {
  Pace pace(4);
  finish(pace, start, 9.0);
  for (std::size_t i = 1; i < Pace::patience; ++i) finish(pace, start, 0.5);
  CHECK(pace.limit() == 2);
  finish(pace, start, 0.5);
  CHECK(pace.limit() == 3);
  for (std::size_t i = 0; i < 9 * Pace::patience; ++i) finish(pace, start, 0.5);
  CHECK(pace.limit() == 4);
}

TEST_CASE("all are back once leading on takes longer than finishing") {
  Pace pace(8);
  finish(pace, start, 9.0);  // ends at 10 ms
  pace.lead(start + milliseconds(19));
  CHECK(pace.limit() == 2);
  pace.lead(start + milliseconds(21));
  CHECK(pace.limit() == 8);
}

TEST_CASE("one worker stays one") {
  Pace pace(1);
  finish(pace, start, 5.0);
  CHECK(pace.limit() == 1);
}

}  // namespace pace_test
