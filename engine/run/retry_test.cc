// Items that are tried again, in every executor.
#include <doctest/doctest.h>

#include <set>

#include "engine/run/told_work.h"

namespace retry_test {

using engine::Expected;
using engine::Reason;
using engine::run::Did;
using engine::run::Plan;
using engine::run::RetryPolicy;
using engine::run::Trace;
using engine::run::queue::BatchPolicy;
using engine::run::told::hour;
using engine::run::told::Item;
using engine::run::told::make;
using engine::run::told::quick;
using engine::run::told::Sequential;
using engine::run::told::slow;
using engine::run::told::Staged;
using engine::run::told::submit;
using engine::run::told::submit_all;
using engine::run::told::Teller;
using engine::run::told::Threads;

using namespace std::chrono_literals;

namespace {

constexpr BatchPolicy batches{.size = 5, .window = hour, .when_idle = true};

tl::unexpected<engine::Error> busy() {
  return engine::passing_failure(Reason::timed_out, "busy");
}

/// Every item's first attempt at the stage that its number names fails.
Expected<Did> once_each(Item& item, std::size_t stage) {
  if (static_cast<std::size_t>(item.number) % 3 == stage && item.begun[stage] == 1) return busy();
  return Did::work;
}

}  // namespace

TEST_CASE_TEMPLATE("what passes is recovered, whichever stage it happens in", As, Sequential,
                   Threads, Staged) {
  Teller teller;
  teller.stage = once_each;
  const auto executor = make<As>({.queue_capacity = 8, .batch = batches, .retry = quick});
  submit_all(*executor, teller, 300);
  teller.await_released(300);  // nobody stops the executor: whoever is due is fetched
  executor->stop();
  REQUIRE(teller.released.size() == 300);
  for (const auto& [number, trace] : teller.released) {
    const int which = number;
    CAPTURE(which);
    CHECK_FALSE(trace.error);
    CHECK(trace.retries == 1);
    CHECK(trace.attempts == 2);
    CHECK(trace.started <= trace.served);
    CHECK(trace.served <= trace.finished);
  }
  CHECK(teller.committed.size() == 300);
  CHECK(executor->counters().retries == 300);
  CHECK(executor->counters().recovered == 300);
  CHECK(executor->counters().used_up == 0);
}

TEST_CASE_TEMPLATE("what doesn't pass fails with its last error, and nothing else does", As,
                   Sequential, Threads, Staged) {
  Teller teller;
  teller.stage = [](Item& item, std::size_t stage) -> Expected<Did> {
    if (item.number % 10 == 3 && stage == 1) {
      return engine::passing_failure(Reason::crashed, std::to_string(item.begun[1]));
    }
    return Did::work;
  };
  const auto executor = make<As>({.queue_capacity = 8, .batch = batches, .retry = quick});
  submit_all(*executor, teller, 100);
  executor->stop();
  REQUIRE(teller.released.size() == 100);
  for (const auto& [number, trace] : teller.released) {
    const int which = number;
    CAPTURE(which);
    REQUIRE(trace.error.has_value() == (number % 10 == 3));
    CHECK(trace.used_up == trace.error.has_value());
    if (trace.error) CHECK(trace.error->detail == "3");
  }
  CHECK(executor->counters().used_up == 10);
  CHECK(executor->counters().recovered == 0);
}

TEST_CASE_TEMPLATE("a deferred item holds neither a worker nor a batch, and stopping ends it", As,
                   Sequential, Threads, Staged) {
  for (const bool when_idle : {true, false}) {
    Teller teller;
    teller.stage = [](Item& item, std::size_t stage) -> Expected<Did> {
      if (item.number < 3 && stage == 1 && item.begun[1] < 3) return busy();
      return Did::work;
    };
    // As many as there are workers would wait for an hour.
    const auto executor =
        make<As>({.queue_capacity = 8,
                  .batch = {.size = 5, .window = when_idle ? hour : 1ms, .when_idle = when_idle},
                  .retry = slow});
    submit_all(*executor, teller, 50);
    teller.await_released(47);
    for (int number = 0; number < 3; ++number) CHECK_FALSE(teller.has_released(number));
    executor->stop();
    REQUIRE(teller.released.size() == 50);
    for (int number = 0; number < 3; ++number) {
      CHECK_FALSE(teller.released[number].error);
      CHECK(teller.released[number].attempts == 3);  // none was left out
    }
  }
}

TEST_CASE_TEMPLATE("deferred items are bounded", As, Sequential, Threads, Staged) {
  Teller teller;
  teller.stage = [](Item&, std::size_t) -> Expected<Did> { return busy(); };
  const auto executor = make<As>({.queue_capacity = 4, .batch = batches, .retry = slow});
  constexpr int most = 200;  // three workers with 16 each, and those in the queue and in hand
  int accepted = 0;
  for (int refused = 0; refused < 1'000 && accepted < most;) {
    if (submit(*executor, teller, accepted, 0, false)) {
      ++accepted;
      refused = 0;
    } else {
      ++refused;
      std::this_thread::yield();
    }
  }
  CHECK(accepted < most);
  CHECK(teller.released.empty());
  executor->stop();
  CHECK(teller.released.size() == static_cast<std::size_t>(accepted));
  for (const auto& [number, trace] : teller.released) CHECK(trace.used_up);
}

TEST_CASE_TEMPLATE("those that replace one another keep their order, whoever is tried again", As,
                   Sequential, Threads, Staged) {
  for (const bool finish_each : {false, true}) {
    for (const std::size_t size : {1U, 2U, 7U}) {
      Teller teller;
      teller.stage = [](Item& item, std::size_t stage) -> Expected<Did> {
        const bool fails = item.number % 4 == 0 || item.number % 7 == 0;
        if (fails && item.begun[stage] < 2) return busy();
        return Did::work;
      };
      const auto executor =
          make<As>({.queue_capacity = 8,
                    .batch = {.size = size, .window = hour, .finish_each = finish_each},
                    .retry = quick});
      for (int i = 0; i < 200; ++i) {
        submit(*executor, teller, i, i % 5 == 0 ? static_cast<std::size_t>(i) : 1'000);
      }
      teller.await_released(200);
      executor->stop();
      std::vector<int> thousands;
      for (const int number : teller.committed) {
        if (number % 5 != 0) thousands.push_back(number);
      }
      CHECK(thousands.size() == 160);
      CHECK(std::is_sorted(thousands.begin(), thousands.end()));
    }
  }
}

TEST_CASE_TEMPLATE("all wait for one that is deferred, and still it ends", As, Sequential, Threads,
                   Staged) {
  Teller teller;
  teller.stage = [](Item& item, std::size_t stage) -> Expected<Did> {
    if (item.number % 50 == 0 && stage == 0 && item.begun[0] < 3) return busy();
    return Did::work;
  };
  RetryPolicy retry = slow;
  for (const bool stops : {true, false}) {
    if (!stops) retry = quick;
    // One byte more than a batch may hold is kept: workers must wait for room.
    const auto executor = make<As>({.queue_capacity = 300,
                                    .batch = {.size = 3, .window = hour, .when_idle = false},
                                    .retry = retry});
    teller.released.clear();
    teller.committed.clear();
    for (int i = 0; i < 300; ++i) submit(*executor, teller, i, 0);
    if (!stops) teller.await_released(297);  // the last batch is open for an hour
    executor->stop();
    CHECK(teller.committed.size() == 300);
    CHECK(std::is_sorted(teller.committed.begin(), teller.committed.end()));
  }
}

TEST_CASE_TEMPLATE("an earlier stage is started again in whatever segment it is", As, Sequential,
                   Threads, Staged) {
  Teller teller;
  teller.stage = [](Item& item, std::size_t stage) -> Expected<Did> {
    if (stage == 2 && item.begun[2] == 1) return busy();
    return Did::work;
  };
  auto work = engine::run::told::work;
  work.start_again = [](Item& item, std::size_t) {
    return static_cast<std::size_t>(item.number) % 3;
  };
  work.release = [](Item& item) {
    // Stages from the one where it was started again ran twice.
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK_UNARY(item.begun[i] == (i >= static_cast<std::size_t>(item.number) % 3 ? 2 : 1));
    }
    engine::run::told::release(item);
  };
  const auto executor = make<As>({.queue_capacity = 8, .batch = batches, .retry = quick}, work);
  submit_all(*executor, teller, 100);
  teller.await_released(100);
  executor->stop();
  CHECK(teller.committed.size() == 100);
}

TEST_CASE(
    "in a pipeline whose workers wait for a batch's window, a deferred item is fetched in time") {
  Teller teller;
  std::set<int> tried_again;
  teller.stage = [&](Item& item, std::size_t stage) -> Expected<Did> {
    if (item.number == 0 || stage != 0) return Did::work;
    if (item.begun[0] == 1) return busy();
    const std::lock_guard lock(teller.mutex);
    tried_again.insert(item.number);
    teller.changed.notify_all();
    return Did::work;
  };
  const auto executor = make<Staged>({.queue_capacity = 8,
                                      .batch = {.size = 100, .window = hour, .when_idle = false},
                                      .retry = quick});
  for (int i = 0; i < 20; ++i) {
    submit(*executor, teller, i, static_cast<std::size_t>(i));
    std::unique_lock lock(teller.mutex);
    teller.changed.wait(lock, [&] { return i == 0 || tried_again.count(i) > 0; });
  }
  executor->stop();
  CHECK(teller.committed.size() == 20);
}

TEST_CASE_TEMPLATE("idle work goes on beside deferred items, and is never tried again", As,
                   Sequential, Threads, Staged) {
  Teller teller;
  int idle_begun = 0;
  teller.stage = [&](Item& item, std::size_t stage) -> Expected<Did> {
    if (item.number == 0) return item.begun[stage] == 1 ? busy() : Expected<Did>(Did::work);
    const std::lock_guard lock(teller.mutex);
    ++idle_begun;
    teller.changed.notify_all();
    return busy();
  };
  const auto executor = make<As>({.queue_capacity = 8, .batch = batches, .retry = slow});
  submit(*executor, teller, 0, 0);
  Item idle{.number = 1, .teller = &teller, .trace = {}};
  CHECK(executor->offer_idle(idle));
  {
    std::unique_lock lock(teller.mutex);
    teller.changed.wait(lock, [&] { return idle_begun > 0; });
  }
  executor->stop();
  CHECK(idle_begun == 1);
  CHECK(teller.released.size() == 1);
  CHECK(executor->counters().retries == 3);  // of the other one, at each stage
}

}  // namespace retry_test
