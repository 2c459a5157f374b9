// Work that is done only when there is nothing else to do.
#include <doctest/doctest.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/run/executor.h"

namespace idle_lane_test {

using engine::Expected;
using engine::run::Did;
using engine::run::Executor;
using engine::run::Plan;
using engine::run::Stage;
using engine::run::Trace;
using engine::run::Workload;
using engine::run::staff::IdleLane;

namespace {

/// What happened, in order; item 0 keeps its worker busy until the gate is opened.
class Log {
 public:
  void pass(int number) {
    std::unique_lock lock(mutex_);
    staged_.push_back(number);
    changed_.notify_all();
    if (number == 0) changed_.wait(lock, [this] { return open_; });
  }
  void note_finished(std::size_t items) {
    const std::lock_guard lock(mutex_);
    finished_ += items;
  }
  void note_released() {
    const std::lock_guard lock(mutex_);
    ++released_;
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  void await_staged(std::size_t items) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return staged_.size() >= items; });
  }

  // Once the executor has stopped:
  const std::vector<int>& staged() const { return staged_; }
  std::size_t finished() const { return finished_; }
  std::size_t released() const { return released_; }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  std::vector<int> staged_;
  std::size_t finished_ = 0;
  std::size_t released_ = 0;
};

struct Item {
  int number = 0;
  Log* log = nullptr;
  Trace trace;
};

struct Context {
  Log* log = nullptr;
};

Expected<Did> pass(Item& item, Context&) {
  item.log->pass(item.number);
  return Did::work;
}

Expected<void> finish(std::span<Item* const> batch, Context& context) {
  context.log->note_finished(batch.size());
  return {};
}

void begin_batch(Context&) {}

void release(Item& item) {
  item.log->note_released();
}

const Stage<Item, Context> stages[] = {{"pass", pass}};
using Work = Workload<Item, Context>;
const Work work{"idle", stages, "finish", finish, begin_batch, release};

std::unique_ptr<Executor<Work>> one_worker(Log& log) {
  return std::make_unique<Executor<Work>>(
      work,
      Plan{.workers = 1,
           .queue_capacity = 100,
           .batch = {.size = 10, .window = std::chrono::hours(1)}},
      [&log] { return std::make_unique<Context>(Context{&log}); }, std::chrono::steady_clock::now);
}

bool submit(Executor<Work>& executor, Log& log, int number) {
  Item item{number, &log, {}};
  return executor.submit(item, true);
}

bool offer(Executor<Work>& executor, Log& log, int number) {
  Item item{number, &log, {}};
  return executor.offer_idle(item);
}

}  // namespace

TEST_CASE("idle work comes after everything that waits, and is neither finished nor released") {
  Log log;
  const auto executor = one_worker(log);
  CHECK(submit(*executor, log, 0));
  log.await_staged(1);
  CHECK(offer(*executor, log, 100));
  CHECK(offer(*executor, log, 101));
  CHECK(submit(*executor, log, 1));
  CHECK(submit(*executor, log, 2));
  log.open();
  log.await_staged(5);
  executor->stop();
  CHECK(log.staged() == std::vector{0, 1, 2, 100, 101});
  CHECK(log.finished() == 3);
  CHECK(log.released() == 3);
}

TEST_CASE("a worker that waits wakes for idle work") {
  Log log;
  const auto executor = one_worker(log);
  CHECK(offer(*executor, log, 100));
  log.await_staged(1);
  executor->stop();
  CHECK(log.staged() == std::vector{100});
  CHECK(log.finished() == 0);
}

TEST_CASE("idle work is bounded, and dropped when the executor stops") {
  Log log;
  const auto executor = one_worker(log);
  CHECK(submit(*executor, log, 0));
  log.await_staged(1);
  for (std::size_t i = 0; i < IdleLane<Item>::capacity; ++i) CHECK(offer(*executor, log, 100));
  CHECK_FALSE(offer(*executor, log, 101));
  std::thread stopper([&] { executor->stop(); });
  while (submit(*executor, log, 1)) {  // waits for a place, or for the executor to stop
  }
  log.open();
  stopper.join();
  CHECK(log.staged()[0] == 0);
  for (const int number : log.staged()) CHECK(number < 100);
  CHECK(log.finished() == log.staged().size());
  CHECK(log.released() == log.staged().size());
  CHECK_FALSE(offer(*executor, log, 102));
}

}  // namespace idle_lane_test
