#include "engine/run/queue/order.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace order_test {

using engine::run::queue::Order;

TEST_CASE("those of one identity leave as they came, those of others at once") {
  Order<std::string> order;
  std::vector<std::string> left;
  const auto emit = [&](std::string item) { left.push_back(std::move(item)); };
  const std::size_t first = order.enter(7);
  const std::size_t second = order.enter(7);
  const std::size_t other = order.enter(8);
  const std::size_t third = order.enter(7);
  order.leave(7, third, "third", emit);
  order.leave(7, second, "second", emit);
  CHECK(left.empty());
  CHECK(order.held_back() == 2);
  order.leave(8, other, "other", emit);
  CHECK(left == std::vector<std::string>{"other"});
  order.leave(7, first, "first", emit);
  CHECK(left == std::vector<std::string>{"other", "first", "second", "third"});
  CHECK(order.held_back() == 0);
}

TEST_CASE("an identity of which nothing is left begins anew") {
  Order<int> order;
  int emitted = 0;
  for (int i = 0; i < 3; ++i) {
    const std::size_t place = order.enter(1);
    CHECK(place == 0);
    order.leave(1, place, i, [&](int item) { emitted += item == i ? 1 : 0; });
  }
  CHECK(emitted == 3);
}

TEST_CASE("whatever order they are ready in, each identity keeps its own") {
  std::mt19937 random(1);
  for (int round = 0; round < 50; ++round) {
    struct Entered {
      std::size_t identity, place;
    };
    Order<Entered> order;
    std::vector<Entered> all;
    for (std::size_t i = 0; i < 100; ++i) all.push_back({i % 5, order.enter(i % 5)});
    std::shuffle(all.begin(), all.end(), random);
    std::size_t next[5] = {};
    for (const Entered& one : all) {
      order.leave(one.identity, one.place, one,
                  [&](Entered left) { CHECK(left.place == next[left.identity]++); });
    }
    for (const std::size_t count : next) CHECK(count == 20);
    CHECK(order.held_back() == 0);
  }
}

}  // namespace order_test
