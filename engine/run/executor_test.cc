// What every executor promises.
#include "engine/run/executor.h"

#include <doctest/doctest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>

namespace executor_test {

using engine::Expected;
using engine::Reason;
using engine::run::Did;
using engine::run::Executor;
using engine::run::Plan;
using engine::run::Stage;
using engine::run::Trace;
using engine::run::Workload;
using engine::run::queue::BatchPolicy;

namespace {

/// What the test's workload did, from all threads.
struct Log {
  std::mutex mutex;
  std::multiset<std::size_t> batches;
  std::map<int, Trace> released;
  std::atomic<int> begun{0};
  bool finish_fails = false;
};

struct Item {
  int number = 0;
  Log* log = nullptr;
  Trace trace;
};

struct Context {
  Log* log = nullptr;
};

Expected<Did> odd_fails(Item& item, Context&) {
  if (item.number % 2 == 1) return engine::failure(Reason::malformed, "odd");
  return Did::work;
}

Expected<Did> thirteenth_throws(Item& item, Context&) {
  if (item.number == 12) throw std::runtime_error("thrown");
  return Did::nothing;
}

Expected<void> finish(std::span<Item* const> batch, Context& context) {
  const std::lock_guard lock(context.log->mutex);
  context.log->batches.insert(batch.size());
  if (context.log->finish_fails) return engine::failure(Reason::store_failed, "full");
  return {};
}

void begin_batch(Context& context) {
  ++context.log->begun;
}

void release(Item& item) {
  const std::lock_guard lock(item.log->mutex);
  CHECK_UNARY(item.log->released.emplace(item.number, item.trace).second);
}

const Stage<Item, Context> stages[] = {{"odd", odd_fails, true}, {"throws", thirteenth_throws}};
using Work = Workload<Item, Context>;
const Work work{"test", stages, "finish", finish, begin_batch, release};

struct Led {
  static constexpr bool hands_over = false;
};
struct Staged {
  static constexpr bool hands_over = true;
};

template <class As>
void run(Log& log, std::size_t workers, BatchPolicy policy, int items) {
  Executor<Work> executor(
      work,
      Plan{.workers = workers, .hands_over = As::hands_over, .queue_capacity = 4, .batch = policy},
      [&] { return std::make_unique<Context>(Context{&log}); }, std::chrono::steady_clock::now);
  for (int i = 0; i < items; ++i) {
    Item item{i, &log, {}};
    CHECK(executor.submit(item, true));
  }
  executor.stop();
  Item late{-1, &log, {}};
  CHECK_FALSE(executor.submit(late, true));
}

std::size_t sum(const std::multiset<std::size_t>& sizes) {
  std::size_t all = 0;
  for (const std::size_t size : sizes) all += size;
  return all;
}

}  // namespace

TEST_CASE_TEMPLATE("each item ends once, with its error and its stages' times", As, Led, Staged) {
  for (const std::size_t workers : {1U, 4U}) {
    Log log;
    run<As>(log, workers, {.size = 5, .window = std::chrono::hours(1), .when_idle = true}, 100);
    REQUIRE(log.released.size() == 100);
    CHECK(sum(log.batches) == 100);
    CHECK(*log.batches.rbegin() <= 5);
    // Each worker builds its tools for each batch that it has a part in.
    CHECK(log.begun >= 1);
    CHECK(log.begun <= static_cast<int>(workers * (log.batches.size() + 1)));
    if (workers == 1) CHECK(log.begun == static_cast<int>(log.batches.size()));
    for (const auto& [number, trace] : log.released) {
      CAPTURE(number);
      REQUIRE(trace.stages.size() == 3);
      CHECK(trace.started <= trace.served);
      CHECK(trace.served <= trace.finished);
      if (number == 12) {
        REQUIRE(trace.error);
        CHECK(trace.error->reason == Reason::internal);
        CHECK(trace.error->detail == "thrown");
      } else {
        CHECK(trace.error.has_value() == (number % 2 == 1));
        CHECK(trace.stages[1] == Trace::did_not_run);
      }
      CHECK(trace.stages[0].count() >= 0);
      CHECK(trace.stages[2].count() >= 0);
    }
  }
}

TEST_CASE_TEMPLATE("a batch that waits for its window fills up while items come", As, Led, Staged) {
  Log log;
  run<As>(log, 1, {.size = 10, .window = std::chrono::hours(1), .when_idle = false}, 100);
  CHECK(log.batches.size() == 10);
  CHECK(log.batches.count(10) == 10);
}

TEST_CASE_TEMPLATE("a window of nothing closes a batch after each item", As, Led, Staged) {
  Log log;
  run<As>(log, 1, {.size = 10, .window = {}, .when_idle = false}, 30);
  CHECK(log.batches.count(1) == 30);
}

TEST_CASE_TEMPLATE("finishing each item alone still builds the tools once a batch", As, Led,
                   Staged) {
  Log log;
  run<As>(log, 1,
          {.size = 10, .window = std::chrono::hours(1), .when_idle = false, .finish_each = true},
          50);
  CHECK(log.batches.count(1) == 50);
  CHECK(log.begun == 5);
}

TEST_CASE_TEMPLATE("a batch that can't be finished fails all of its items", As, Led, Staged) {
  Log log;
  log.finish_fails = true;
  run<As>(log, 2, {.size = 5, .window = std::chrono::hours(1), .when_idle = true}, 20);
  REQUIRE(log.released.size() == 20);
  for (const auto& [number, trace] : log.released) {
    REQUIRE(trace.error);
    CHECK(trace.error->reason == Reason::store_failed);
  }
}

}  // namespace executor_test
