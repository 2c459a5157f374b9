#include "engine/run/queue.h"

#include <doctest/doctest.h>

#include <atomic>
#include <numeric>
#include <thread>
#include <vector>

namespace queue_test {

using engine::run::Queue;

TEST_CASE("a full queue refuses who may not wait, and leaves the item alone") {
  Queue<std::vector<int>> queue(2);
  std::vector<int> item{1, 2, 3};
  for (int i = 0; i < 2; ++i) {
    std::vector<int> copy = item;
    CHECK(queue.push(copy, false));
  }
  CHECK_FALSE(queue.push(item, false));
  CHECK(item == std::vector{1, 2, 3});
  CHECK(queue.size() == 2);
}

TEST_CASE("a closed queue gives what it has, then nothing") {
  Queue<int> queue(4);
  int item = 7;
  CHECK(queue.push(item, false));
  queue.close();
  CHECK_FALSE(queue.push(item, true));
  CHECK(queue.pop() == 7);
  CHECK_FALSE(queue.pop());
  CHECK_FALSE(queue.try_pop());
}

TEST_CASE("waiting ends with the time or with the close") {
  Queue<int> queue(1);
  CHECK_FALSE(queue.pop_until(std::chrono::steady_clock::now()));
  std::thread waiter([&] { CHECK_FALSE(queue.pop()); });
  queue.close();
  waiter.join();
}

TEST_CASE("nothing is lost or doubled between many threads, in bounded space") {
  constexpr int each = 2'000;
  Queue<int> queue(8);
  std::atomic<long> sum{0};
  std::atomic<int> taken{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&] {
      while (const std::optional<int> item = queue.pop()) {
        sum += *item;
        ++taken;
      }
    });
  }
  std::vector<std::thread> makers;
  for (int t = 0; t < 3; ++t) {
    makers.emplace_back([&] {
      for (int i = 1; i <= each; ++i) {
        int item = i;
        CHECK_UNARY(queue.push(item, true));
        CHECK_UNARY(queue.size() <= 8);
      }
    });
  }
  for (std::thread& maker : makers) maker.join();
  queue.close();
  for (std::thread& thread : threads) thread.join();
  CHECK(taken == 3 * each);
  CHECK(sum == 3L * each * (each + 1) / 2);
}

}  // namespace queue_test
