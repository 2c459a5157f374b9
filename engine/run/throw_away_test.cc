// A workload that nobody keeps: two stages, one of which parks and one of which batches, as a
// service on threads. What a new workload has to bring is above the line; nothing else was changed
// for it.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <thread>

#include "engine/run/asking_work.h"
#include "engine/run/service.h"

namespace throw_away_test {

using engine::Expected;
using engine::Reason;
using engine::run::Did;
using engine::run::Execution;
using engine::run::ExecutorKind;
using engine::run::Outcome;
using engine::run::Plan;
using engine::run::plan_of;
using engine::run::ProgressBoard;
using engine::run::QueuePolicy;
using engine::run::Service;
using engine::run::asking::Asker;
using engine::run::asking::Context;
using engine::run::asking::Item;
using engine::run::asking::Stages;
using engine::run::asking::Work;
using engine::run::queue::Wake;

using namespace std::chrono_literals;

namespace {

/// Answers questions on a thread of its own, the last one first: nobody may count on an order.
class Outside {
 public:
  Outside() : thread_([this] { answer(); }) {}
  ~Outside() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    asked_.notify_all();
    thread_.join();
  }

  void ask(std::shared_ptr<std::string> answer, Wake wake) {
    {
      const std::lock_guard lock(mutex_);
      questions_.push_back({std::move(answer), std::move(wake)});
      most_ = std::max(most_, questions_.size());
    }
    asked_.notify_all();
  }
  /// Keeps all questions until so many have come.
  void wait_for(std::size_t questions) {
    const std::lock_guard lock(mutex_);
    wanted_ = questions;
  }
  std::size_t most_at_once() const { return most_; }

 private:
  struct Question {
    std::shared_ptr<std::string> answer;
    Wake wake;
  };

  void answer() {
    std::unique_lock lock(mutex_);
    while (true) {
      asked_.wait(lock, [this] { return over_ || questions_.size() > wanted_; });
      if (questions_.empty()) return;
      const Question question = std::move(questions_.back());
      questions_.pop_back();
      wanted_ = 0;
      lock.unlock();
      *question.answer = "answered";
      question.wake();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable asked_;
  std::deque<Question> questions_;
  std::size_t wanted_ = 0, most_ = 0;
  bool over_ = false;
  std::thread thread_;
};

/// The throw-away engine.
struct Engine {
  explicit Engine(const Execution& execution, std::size_t most_parked = 1'000)
      : work(engine::run::asking::work(stages)),
        service(
            work, plan(execution, most_parked),
            [](ProgressBoard::Seat&) { return std::make_unique<Context>(); },
            [this](Item& item, Outcome outcome) { end(item, outcome); },
            std::chrono::steady_clock::now, {.level = engine::telemetry::Level::off}) {
    asker.ask = [this](Item& item, Wake wake) -> Expected<Did> {
      outside.ask(item.answer, std::move(wake));
      return Did::work;
    };
    asker.score = [](std::span<Item* const> items, std::span<Expected<Did>> did) {
      for (std::size_t i = 0; i < items.size(); ++i) {
        if (*items[i]->answer != "answered") did[i] = engine::failure(Reason::empty, "no answer");
      }
    };
  }

  Plan plan(const Execution& execution, std::size_t most_parked) const {
    Plan made = *plan_of(work, execution);
    made.most_parked = most_parked;
    return made;
  }

  void submit(int number, std::size_t identity) {
    Item item{.number = number, .identity = identity, .asker = &asker, .trace = {}};
    item.trace.number = static_cast<std::uint64_t>(number);
    service.submit(std::move(item));
  }

  void end(const Item& item, Outcome outcome) {
    const std::lock_guard lock(asker.mutex);
    CHECK_UNARY(ends.emplace(item.number, outcome).second);
  }

  const Stages stages = engine::run::asking::stages({.size = 4, .window = 1ms, .when_idle = false});
  const Work work;
  Asker asker;
  std::map<int, Outcome> ends;
  Outside outside;  // goes after the service
  Service<Work> service;
};

Execution usual(ExecutorKind executor) {
  Execution execution;
  execution.executor = executor;
  execution.workers = 3;
  execution.queue_policy = QueuePolicy::block;
  execution.queue_capacity = 16;
  execution.batch = {.size = 10, .window = 1ms, .when_idle = true};
  execution.retry = {.attempts = 3, .first_pause = 100us, .longest_pause = 1ms};
  return execution;
}

}  // namespace

TEST_CASE("with each executor every item ends once, and those of one identity in their order") {
  for (const ExecutorKind executor :
       {ExecutorKind::sequential, ExecutorKind::threads, ExecutorKind::pipeline}) {
    Engine engine(usual(executor));
    std::vector<std::thread> submitters;
    for (int t = 0; t < 2; ++t) {
      submitters.emplace_back([&engine, t] {
        for (int i = t; i < 1'000; i += 2) engine.submit(i, static_cast<std::size_t>(i % 6));
      });
    }
    for (std::thread& submitter : submitters) submitter.join();
    engine.service.stop();
    CHECK(engine.service.counts().ok == 1'000);
    CHECK(engine.ends.size() == 1'000);
    std::size_t scored = 0;
    for (const std::size_t size : engine.asker.batches) {
      CHECK(size <= 4);
      scored += size;
    }
    CHECK(scored == 1'000);
    std::map<int, int> last;
    for (const int number : engine.asker.committed) {
      const auto [before, is_first] = last.try_emplace(number % 6, number);
      if (!is_first) CHECK(before->second < number);
      before->second = number;
    }
  }
}

TEST_CASE("one worker has many questions outside at once, but no more than may be") {
  Engine engine(usual(ExecutorKind::sequential), 12);
  engine.outside.wait_for(11);  // answers nothing before the twelfth has come
  for (int i = 0; i < 100; ++i) engine.submit(i, static_cast<std::size_t>(i));
  engine.service.stop();
  CHECK(engine.service.counts().ok == 100);
  CHECK(engine.outside.most_at_once() == 12);
}

TEST_CASE("what is parked when the engine stops is waited for") {
  Engine engine(usual(ExecutorKind::threads));
  engine.outside.wait_for(5);
  for (int i = 0; i < 5; ++i) engine.submit(i, static_cast<std::size_t>(i));
  std::atomic<bool> stopping = false, answered = false;
  bool answered_by_then = false;
  std::thread stopper([&] {
    stopping = true;
    engine.service.stop();
    answered_by_then = answered;
  });
  while (!stopping) std::this_thread::yield();
  answered = true;
  engine.outside.ask(std::make_shared<std::string>(),
                     Wake(std::make_shared<engine::run::queue::Doorbell>([](auto, auto) {}),
                          0));  // the sixth
  stopper.join();
  CHECK(answered_by_then);
  CHECK(engine.service.counts().ok == 5);  // one that was left parked would be none of them
}

TEST_CASE("faults at either stage are tried again, and nothing is lost") {
  Execution execution = usual(ExecutorKind::pipeline);
  execution.faults_plan = "ask:error:10%,score:exception:10%,finish:error:10%";
  execution.retry.attempts = 10;
  Engine engine(execution);
  for (int i = 0; i < 500; ++i) engine.submit(i, static_cast<std::size_t>(i));
  engine.service.stop();
  CHECK(engine.service.counts().ok == 500);
  CHECK(engine.service.boundary_counters().retries > 0);
}

TEST_CASE("who takes too long outside fails, and its late answer harms nobody") {
  Execution execution = usual(ExecutorKind::threads);
  Engine engine(execution);
  engine.outside.wait_for(100);
  Item item{.number = 0, .asker = &engine.asker, .trace = {}};
  item.trace.deadline = std::chrono::steady_clock::now() + 10ms;
  engine.service.submit(std::move(item));
  engine.service.stop();
  CHECK(engine.service.counts().failed == 1);
}

}  // namespace throw_away_test
