// Items that wait outside, and batches within a stage: what comes of them, in virtual time, and
// what that is by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "engine/run/asking_work.h"
#include "engine/run/virtual_run.h"

namespace parking_test {

using engine::Duration;
using engine::Expected;
using engine::Reason;
using engine::Time;
using engine::run::Did;
using engine::run::Plan;
using engine::run::Stage;
using engine::run::Trace;
using engine::run::VirtualRun;
using engine::run::VirtualTime;
using engine::run::asking::Asker;
using engine::run::asking::Context;
using engine::run::asking::Item;
using engine::run::asking::Work;
using engine::run::queue::BatchPolicy;
using engine::run::queue::Wake;

using namespace std::chrono_literals;

namespace {

constexpr Duration hour = 1h;
const Plan usual{.workers = 1,
                 .queue_capacity = 1'000,
                 .batch = {.size = 1'000, .window = hour, .when_idle = true}};

/// A question that takes the worker and the one outside so long; none hears anything later.
struct Question {
  Duration work{}, wait{};
};

/// Runs items that all come at once, or one after each `interval`.
struct Test {
  explicit Test(const BatchPolicy& batch) : stages(engine::run::asking::stages(batch)) {}

  void ask(const Question& question) {
    asker.ask = [this, question](Item& item, Wake wake) -> Expected<Did> {
      time.spend(question.work);
      time.after(question.wait, [answer = item.answer, wake = std::move(wake)] {
        *answer = "answered";
        wake();
      });
      return Did::work;
    };
  }
  void score(Duration work) {
    asker.score = [this, work](auto, auto) { time.spend(work); };
  }

  void run(const Plan& plan, int items, Duration interval = {}) {
    const Work work = engine::run::asking::work(stages);
    Context context;
    VirtualRun<Work> run(work, plan, time, context);
    for (int i = 0; i < items; ++i) {
      Item item{.number = i, .asker = &asker, .trace = {}};
      item.identity = static_cast<std::size_t>(i);
      item.trace.deadline = deadline;
      run.submit_at(Time(i * interval), std::move(item));
    }
    if (closes) run.close_at(*closes);
    run.run();
    REQUIRE(asker.released.size() == static_cast<std::size_t>(items));
  }

  Time last_finished() const {
    Time last;
    for (const auto& [number, trace] : asker.released) last = std::max(last, trace.finished);
    return last;
  }

  engine::run::asking::Stages stages;
  Asker asker;
  VirtualTime time;
  std::optional<Time> deadline, closes;
};

/// Each item by itself, and at once.
constexpr BatchPolicy alone{.size = 1};

}  // namespace

TEST_CASE("an item that waits outside holds no worker") {
  Test test(alone);
  test.ask({.work = 1ms, .wait = 50ms});
  test.score(1ms);
  test.run(usual, 100);
  // The first 51 are asked one after the other; from then on one is answered each millisecond, and
  // what is further on its way goes first, until 102 ms. Then the other 49 are asked, until 151 ms.
  // The first of their answers comes at 153 ms, the last at 201 ms.
  CHECK(test.last_finished() == Time(202ms));
  CHECK(test.asker.released[0].served == Time(52ms));
  CHECK(test.asker.released[50].served == Time(102ms));
  CHECK(test.asker.released[51].served == Time(154ms));
  for (const auto& [number, trace] : test.asker.released) {
    CHECK_FALSE(trace.error);
    CHECK(trace.stages[0] == 51ms);  // the question's own time, too
    CHECK(trace.stages[1] == 1ms);
    CHECK(test.asker.answers[number] == "answered");
  }
}

TEST_CASE("no more wait outside at once than may") {
  Test test(alone);
  test.ask({.wait = 50ms});
  Plan plan = usual;
  plan.most_parked = 10;
  test.run(plan, 100);
  CHECK(test.last_finished() == Time(500ms));  // ten at a time, ten times
}

TEST_CASE("a stage's batch is closed by its window or by its size") {
  const auto run = [](const BatchPolicy& policy) {
    Test test(policy);
    test.score(1ms);
    test.run(usual, 12, 3ms);
    std::vector<Duration> served;
    for (const auto& [number, trace] : test.asker.released) {
      served.push_back(trace.served - Time());
    }
    CHECK(test.asker.released[0].stages[1] ==
          Duration(1ms) / static_cast<Duration::rep>(test.asker.batches.front()));
    return std::pair(test.asker.batches, served);
  };
  using Sizes = std::vector<std::size_t>;
  const auto [by_window, at] = run({.size = 8, .window = 10ms, .when_idle = false});
  CHECK(by_window == Sizes{4, 4, 4});  // those of 0, 3, 6 and 9 ms, and so on
  CHECK(at == std::vector<Duration>{11ms, 11ms, 11ms, 11ms, 23ms, 23ms, 23ms, 23ms, 35ms, 35ms,
                                    35ms, 35ms});
  const auto [by_size, then] = run({.size = 3, .window = hour, .when_idle = false});
  CHECK(by_size == Sizes{3, 3, 3, 3});
  CHECK(then ==
        std::vector<Duration>{7ms, 7ms, 7ms, 16ms, 16ms, 16ms, 25ms, 25ms, 25ms, 34ms, 34ms, 34ms});
}

TEST_CASE("a batch that waits for nothing holds what came while the one before was worked on") {
  Test test({.size = 100, .window = hour, .when_idle = true});
  test.score(5ms);
  test.run(usual, 21, 1ms);
  CHECK(test.asker.batches == std::vector<std::size_t>{1, 5, 5, 5, 5});
  CHECK(test.last_finished() == Time(25ms));
}

TEST_CASE("a stage's batch that nothing more can fill is closed when nothing more comes") {
  Test test({.size = 8, .window = hour, .when_idle = false});
  test.closes = Time();
  test.run(usual, 10);
  CHECK(test.asker.batches == std::vector<std::size_t>{8, 2});
  CHECK(test.last_finished() == Time());
}

TEST_CASE("a stage's batch may be larger than what may be held for the last one") {
  Test test({.size = 50, .window = hour, .when_idle = false});
  Plan plan = usual;
  plan.batch = {.size = 1};
  test.run(plan, 100);
  CHECK(test.asker.batches == std::vector<std::size_t>{50, 50});
}

TEST_CASE("the two together: what is parked comes back at once, and is worked on together") {
  const auto last = [](std::size_t workers) {
    Test test({.size = 4, .window = hour, .when_idle = false});
    test.ask({.wait = 20ms});
    test.score(10ms);
    Plan plan = usual;
    plan.workers = workers;
    plan.most_parked = 8;
    test.run(plan, 40);
    CHECK(test.asker.batches == std::vector<std::size_t>(10, 4));
    return test.last_finished() - Time();
  };
  // Eight are answered at 20 ms, and make two batches. Two workers ask no more until these are
  // done.
  CHECK(last(2) == 5 * (20ms + 10ms));
  // A third one asks meanwhile.
  CHECK(last(3) == 5 * 20ms + 10ms);
}

TEST_CASE("who has waited outside until its deadline fails, and a later answer is nothing to it") {
  Test test(alone);
  test.ask({.wait = 50ms});
  test.deadline = Time(20ms);
  test.run(usual, 3);
  for (const auto& [number, trace] : test.asker.released) {
    REQUIRE(trace.error);
    CHECK(trace.error->reason == Reason::timed_out);
    CHECK(trace.error->detail == "ask was not answered");
    CHECK(trace.finished == Time(20ms));
  }
  CHECK(test.asker.batches.empty());
}

TEST_CASE("who will not be answered any more fails; who has nothing to ask goes on") {
  Test test(alone);
  test.asker.ask = [](Item& item, Wake) -> Expected<Did> {
    return item.number == 0 ? Did::work : Did::nothing;  // and lets go of what would wake it
  };
  test.run(usual, 2);
  REQUIRE(test.asker.released[0].error);
  CHECK(test.asker.released[0].error->reason == Reason::internal);
  CHECK_FALSE(test.asker.released[1].error);
  CHECK(test.asker.released[1].stages[0] == Trace::did_not_run);
}

TEST_CASE("an answer before the stage has returned counts, and a second one does not") {
  Test test(alone);
  test.asker.ask = [](Item& item, const Wake& wake) -> Expected<Did> {
    *item.answer = "early";
    wake();
    const Wake other = wake;
    other();
    return Did::work;
  };
  test.run(usual, 5);
  for (const auto& [number, trace] : test.asker.released) CHECK_FALSE(trace.error);
  CHECK(test.asker.answers[4] == "early");
}

TEST_CASE("a question that fails in passing is asked again, and so is one whose answer is bad") {
  Test test(alone);
  test.asker.ask = [&](Item& item, Wake wake) -> Expected<Did> {
    if (item.asked == 1) return engine::passing_failure(Reason::overloaded, "busy");
    *item.answer = item.asked == 2 ? "bad" : "good";
    test.time.after(1ms, [wake] { wake(); });
    return Did::work;
  };
  test.asker.score = [](std::span<Item* const> items, std::span<Expected<Did>> did) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (*items[i]->answer == "bad") did[i] = engine::passing_failure(Reason::malformed, "bad");
    }
  };
  Plan plan = usual;
  plan.retry = {.attempts = 2, .first_pause = 1ms, .longest_pause = 1ms};
  Work again = engine::run::asking::work(test.stages);
  again.start_again = [](Item&, std::size_t) { return std::size_t{0}; };
  Context context;
  VirtualRun<Work> run(again, plan, test.time, context);
  run.submit_at(Time(), {.asker = &test.asker, .trace = {}});
  run.run();
  REQUIRE(test.asker.released.size() == 1);
  CHECK_FALSE(test.asker.released[0].error);
  CHECK(test.asker.answers[0] == "good");
  CHECK(test.asker.released[0].retries == 2);
}

TEST_CASE("one that makes a batch throw fails alone, and the others' work is done") {
  Test test({.size = 5, .window = hour});
  test.asker.score = [](std::span<Item* const> items, auto) {
    for (const Item* item : items) {
      if (item->number == 2) throw std::runtime_error("bad");
    }
  };
  test.run(usual, 5);
  CHECK(test.asker.batches == std::vector<std::size_t>{5, 1, 1, 1, 1, 1});
  for (const auto& [number, trace] : test.asker.released) {
    CHECK(trace.error.has_value() == (number == 2));
  }
  CHECK(test.asker.released[2].error->detail == "bad");
}

TEST_CASE("those that replace one another are finished in their order, whoever is answered first") {
  Test test(alone);
  test.asker.ask = [&](Item& item, Wake wake) -> Expected<Did> {
    test.time.after((10 - item.number) * 1ms, [wake] { wake(); });
    return Did::work;
  };
  const Work work = engine::run::asking::work(test.stages);
  Context context;
  VirtualRun<Work> run(work, usual, test.time, context);
  for (int i = 0; i < 10; ++i) {
    run.submit_at(Time(), {.number = i, .identity = 7, .asker = &test.asker, .trace = {}});
  }
  run.run();
  CHECK(test.asker.committed == std::vector{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
}

}  // namespace parking_test
