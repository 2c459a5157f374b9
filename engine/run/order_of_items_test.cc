// In which order, and in which batches, items are finished that several workers lead.
#include "engine/run/executor.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace order_of_items_test {

using engine::Expected;
using engine::run::Did;
using engine::run::Executor;
using engine::run::Plan;
using engine::run::Stage;
using engine::run::Trace;
using engine::run::Workload;
using engine::run::queue::BatchPolicy;

namespace {

/// What happened; stages and finish may wait for it to have happened.
struct Log {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<int> staged;    // in the order in which they left the last stage
  std::vector<int> finished;  // in the order of the batches
  std::vector<std::size_t> batches;
  std::atomic<int> finishing{0};
  bool open = true;
  int waits_for = -1;  // item 0's last stage ends after this item's

  void await(const std::function<bool()>& happened) {
    std::unique_lock lock(mutex);
    changed.wait(lock, happened);
  }
};

bool contains(const std::vector<int>& numbers, int number) {
  return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

struct Item {
  int number = 0;
  Log* log = nullptr;
  std::size_t identity = 0;
  Trace trace;
};

struct Context {
  Log* log = nullptr;
};

Expected<Did> first(Item&, Context&) {
  return Did::work;
}

Expected<Did> second(Item& item, Context&) {
  Log& log = *item.log;
  std::unique_lock lock(log.mutex);
  if (item.number == 0 && log.waits_for >= 0) {
    log.changed.wait(lock, [&] { return contains(log.staged, log.waits_for); });
  }
  log.staged.push_back(item.number);
  log.changed.notify_all();
  return Did::work;
}

Expected<void> finish(std::span<Item* const> batch, Context& context) {
  Log& log = *context.log;
  CHECK_UNARY(log.finishing.fetch_add(1) == 0);
  {
    std::unique_lock lock(log.mutex);
    log.changed.wait(lock, [&] { return log.open; });
    log.batches.push_back(batch.size());
    for (const Item* item : batch) log.finished.push_back(item->number);
    log.changed.notify_all();
  }
  log.finishing.fetch_sub(1);
  return {};
}

void begin_batch(Context&) {}
void release(Item&) {}

std::uint64_t held_bytes(const Item&) {
  return 4;
}

std::size_t identity(const Item& item) {
  return item.identity;
}

const Stage<Item, Context> stages[] = {{"first", first, true}, {"second", second}};
using Work = Workload<Item, Context>;
const Work work{"test", stages, "finish", finish, begin_batch, release, held_bytes, identity};

constexpr engine::Duration hour = std::chrono::hours(1);

struct Led {
  static constexpr bool hands_over = false;
};
struct Staged {
  static constexpr bool hands_over = true;
};

template <class As = Staged>
std::unique_ptr<Executor<Work>> make(Log& log, std::size_t workers, std::size_t capacity,
                                     const BatchPolicy& policy) {
  return std::make_unique<Executor<Work>>(
      work,
      Plan{.workers = workers,
           .hands_over = As::hands_over,
           .queue_capacity = capacity,
           .batch = policy},
      [&log] { return std::make_unique<Context>(Context{&log}); }, std::chrono::steady_clock::now);
}

bool submit(Executor<Work>& executor, Log& log, int number, std::size_t identity,
            bool may_wait = true) {
  Item item{number, &log, identity, {}};
  return executor.submit(item, may_wait);
}

}  // namespace

TEST_CASE_TEMPLATE(
    "who replaces another is finished after it, even if it is through the stages first", As, Led,
    Staged) {
  for (const bool when_idle : {false, true}) {
    Log log;
    log.waits_for = 3;
    const auto executor = make<As>(log, 2, 10, {.size = 2, .window = hour, .when_idle = when_idle});
    submit(*executor, log, 0, 7);
    submit(*executor, log, 1, 7);
    submit(*executor, log, 2, 8);
    submit(*executor, log, 3, 7);
    executor->stop();
    REQUIRE(log.finished.size() == 4);
    CHECK(log.staged != log.finished);
    std::vector<int> sevens;
    for (const int number : log.finished) {
      if (number != 2) sevens.push_back(number);
    }
    CHECK(sevens == std::vector{0, 1, 3});
  }
}

TEST_CASE("while one worker finishes a batch, the others lead items on, up to a bound") {
  constexpr std::size_t size = 5;
  constexpr std::size_t capacity = 3;
  // The batch that is being finished, those that wait for it, and the queue.
  constexpr std::size_t most = size + 2 * size + capacity;
  Log log;
  log.open = false;
  const auto executor = make(log, 2, capacity, {.size = size, .window = hour, .when_idle = false});
  int accepted = 0;
  for (; accepted < static_cast<int>(most); ++accepted) submit(*executor, log, accepted, 0);
  log.await([&] { return log.staged.size() == most - capacity; });
  for (int i = 0; i < 100; ++i) CHECK_FALSE(submit(*executor, log, 1'000, 0, false));
  {
    const std::lock_guard lock(log.mutex);
    CHECK(log.finished.empty());
    log.open = true;
    log.changed.notify_all();
  }
  executor->stop();
  CHECK(log.finished.size() == most);
  CHECK(log.batches == std::vector<std::size_t>{5, 5, 5, 3});
}

TEST_CASE_TEMPLATE("items that are finished one by one keep their order, too", As, Led, Staged) {
  Log log;
  log.waits_for = 3;
  const auto executor =
      make<As>(log, 2, 10, {.size = 3, .window = hour, .when_idle = true, .finish_each = true});
  for (int i = 0; i < 4; ++i) submit(*executor, log, i, i == 3 ? 8 : 7);
  executor->stop();
  CHECK(log.batches == std::vector<std::size_t>(4, 1));
  std::erase(log.finished, 3);
  CHECK(log.finished == std::vector{0, 1, 2});
}

TEST_CASE_TEMPLATE("a batch is closed by the bytes that it holds", As, Led, Staged) {
  Log log;
  const auto executor =
      make<As>(log, 1, 10, {.size = 100, .window = hour, .when_idle = false, .max_bytes = 10});
  for (int i = 0; i < 9; ++i) submit(*executor, log, i, 0);
  executor->stop();
  CHECK(log.batches == std::vector<std::size_t>{3, 3, 3});
}

TEST_CASE_TEMPLATE("a bound of no bytes leaves every item alone in its batch", As, Led, Staged) {
  Log log;
  const auto executor =
      make<As>(log, 1, 10, {.size = 100, .window = hour, .when_idle = false, .max_bytes = 0});
  for (int i = 0; i < 5; ++i) submit(*executor, log, i, 0);
  executor->stop();
  CHECK(log.batches == std::vector<std::size_t>{1, 1, 1, 1, 1});
}

TEST_CASE("a batch is closed by its window while its worker has nothing to do") {
  Log log;
  const auto executor =
      make(log, 3, 10, {.size = 100, .window = std::chrono::milliseconds(1), .when_idle = false});
  for (int i = 0; i < 20; ++i) {
    submit(*executor, log, i, 0);
    log.await([&] { return contains(log.finished, i); });
  }
  executor->stop();
  CHECK(log.finished.size() == 20);
}

TEST_CASE_TEMPLATE("nothing is lost or overtaken between many submitters and many workers", As, Led,
                   Staged) {
  Log log;
  const auto executor = make<As>(log, 4, 8, {.size = 7, .window = hour, .when_idle = true});
  std::vector<std::thread> submitters;
  for (int t = 0; t < 3; ++t) {
    submitters.emplace_back([&, t] {
      for (int i = 1; i <= 500; ++i)
        submit(*executor, log, 1'000 * t + i, static_cast<std::size_t>(t));
    });
  }
  for (std::thread& submitter : submitters) submitter.join();
  executor->stop();
  REQUIRE(log.finished.size() == 1'500);
  for (int t = 0; t < 3; ++t) {
    int next = 1'000 * t + 1;
    for (const int number : log.finished) {
      if (number / 1'000 == t) CHECK(number == next++);
    }
  }
}

TEST_CASE("with a limit that adapts, it begins with one worker and all ends as well") {
  Log log;
  std::atomic<int> contexts{0};
  {
    Executor<Work> executor(
        work,
        Plan{.workers = 4,
             .adaptive = true,
             .queue_capacity = 8,
             .batch = {.size = 7, .window = hour, .when_idle = true}},
        [&] {
          ++contexts;
          return std::make_unique<Context>(Context{&log});
        },
        std::chrono::steady_clock::now);
    submit(executor, log, 0, 0);
    log.await([&] { return contains(log.finished, 0); });
    CHECK(contexts == 1);  // nobody else was called for one item
    for (int i = 1; i < 2'000; ++i) submit(executor, log, i, 0);
  }
  CHECK(log.finished.size() == 2'000);
  CHECK(std::is_sorted(log.finished.begin(), log.finished.end()));
  CHECK(contexts <= 4);
}

}  // namespace order_of_items_test
