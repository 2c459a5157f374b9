#include "engine/cache/policy/s3_fifo.h"

#include <doctest/doctest.h>

#include <vector>

namespace s3_fifo_test {

using engine::cache::policy::no_slot;
using engine::cache::policy::S3Fifo;

namespace {

using Slots = std::vector<std::uint32_t>;

/// A slot's hash is its number, its weight 1.
S3Fifo with_slots(std::uint32_t count) {
  S3Fifo order;
  for (std::uint32_t slot = 0; slot < count; ++slot) order.added(slot, {slot, 1});
  return order;
}

void touch(S3Fifo& order, std::uint32_t slot, int times) {
  for (int i = 0; i < times; ++i) order.touched(slot);
}

Slots drain(S3Fifo& order) {
  Slots slots;
  for (std::uint32_t slot = order.victim(); slot != no_slot; slot = order.victim()) {
    slots.push_back(slot);
  }
  return slots;
}

}  // namespace

// The expected orders are worked out by hand from the paper's algorithm 1.

TEST_CASE("an empty order has no victim") {
  CHECK(S3Fifo().victim() == no_slot);
}

TEST_CASE("what was used once or never goes in order of arrival") {
  S3Fifo order = with_slots(4);
  touch(order, 1, 1);
  CHECK(drain(order) == Slots{0, 1, 2, 3});
}

// 0 and 2 leave the small queue for the main one, which has the last of all.
TEST_CASE("what was used twice is moved to the main queue") {
  S3Fifo order = with_slots(4);
  touch(order, 0, 2);
  touch(order, 2, 3);
  CHECK(drain(order) == Slots{1, 3, 0, 2});
}

// Once 0 to 4 are in the main queue, they weigh 5 of 6: the small queue is over its tenth with one.
TEST_CASE("each use in the main queue is worth a round, up to three") {
  S3Fifo order = with_slots(6);
  for (std::uint32_t slot = 0; slot < 5; ++slot) touch(order, slot, 2);
  REQUIRE(order.victim() == 5);
  touch(order, 0, 9);
  touch(order, 1, 1);
  touch(order, 3, 2);
  CHECK(drain(order) == Slots{2, 4, 1, 3, 0});
}

TEST_CASE("what comes again soon after it was evicted goes into the main queue") {
  S3Fifo order = with_slots(3);
  REQUIRE(order.victim() == 0);
  order.added(0, {0, 1});
  order.added(3, {3, 1});
  CHECK(drain(order) == Slots{1, 2, 3, 0});
}

// The small queue has a tenth of the bytes, not of the entries: with 11 of 110 it is full.
TEST_CASE("below its tenth the small queue is spared") {
  S3Fifo order;
  order.added(0, {0, 99});
  touch(order, 0, 2);
  order.added(1, {1, 20});
  REQUIRE(order.victim() == 1);  // 0 has gone into the main queue
  order.added(2, {2, 10});
  CHECK(order.victim() == 0);  // 10 of 109
  CHECK(order.victim() == 2);

  order.added(3, {3, 99});
  touch(order, 3, 2);
  order.added(4, {4, 20});
  REQUIRE(order.victim() == 4);
  order.added(5, {5, 11});
  CHECK(order.victim() == 5);  // 11 of 110
}

TEST_CASE("what is removed has no further part") {
  S3Fifo order = with_slots(4);
  touch(order, 1, 2);
  REQUIRE(order.victim() == 0);
  order.removed(2);
  CHECK(drain(order) == Slots{3, 1});
  order.added(2, {2, 1});  // removed, not evicted: nothing of it is remembered
  order.added(4, {4, 1});
  CHECK(drain(order) == Slots{2, 4});
}

TEST_CASE("a victim that is spared goes into the main queue") {
  S3Fifo order = with_slots(3);
  REQUIRE(order.victim() == 0);
  order.spared(0, {0, 1});
  CHECK(drain(order) == Slots{1, 2, 0});
}

}  // namespace s3_fifo_test
