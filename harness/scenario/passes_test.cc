#include "harness/scenario/passes.h"

#include <doctest/doctest.h>

namespace passes_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::scenario::ClosedLoad;
using harness::scenario::length_of_passes;
using harness::scenario::Passes;

namespace {

ClosedLoad load_of(Duration length, std::size_t fewest = 1) {
  return {.length = length, .passes = true, .fewest_passes = fewest};
}

/// All passes of a load where each takes `pass`.
Passes made(const ClosedLoad& load, Duration pass) {
  Passes passes;
  while (!passes.enough(load)) passes.add(pass);
  return passes;
}

}  // namespace

TEST_CASE("passes end as near to the length as whole ones can, however short each is") {
  CHECK(made(load_of(1s), 300ms).count() == 3);
  CHECK(made(load_of(1s), 390ms).count() == 3);
  CHECK(made(load_of(1s), 410ms).count() == 2);
  // One file: the pass is nothing, its target's making is all.
  CHECK(made(load_of(500ms), 20ms).spent() == 500ms);
  CHECK(made(load_of(500ms), 1ms).spent() == 500ms);
}

TEST_CASE("there is one pass, however long it takes") {
  CHECK(made(load_of(1s), 1h).count() == 1);
  CHECK(made(load_of(1s, 10), 1h).count() == 1);
}

TEST_CASE("the fewest wanted are made within twice the length") {
  CHECK(made(load_of(1s, 10), 120ms).count() == 10);
  CHECK(made(load_of(1s, 10), 200ms).count() == 10);
  CHECK(made(load_of(1s, 10), 400ms).count() == 5);
  CHECK(made(load_of(1s, 10), 50ms).count() == 20);
}

TEST_CASE("what is planned is what is made") {
  for (const std::size_t fewest : {1U, 3U, 10U}) {
    for (const Duration pass : {1ms, 7ms, 49ms, 100ms, 333ms, 501ms, 2000ms}) {
      CAPTURE(fewest);
      CAPTURE(pass.count());
      const ClosedLoad load = load_of(1s, fewest);
      CHECK(made(load, pass).spent() == length_of_passes(load, pass));
    }
  }
  CHECK(length_of_passes(load_of(1s), 0s) == 1s);  // nobody knows how long one takes
}

}  // namespace passes_test
