// What a stage's error comes to, told step by step by a clock of the test's own.
#include "engine/run/boundary.h"

#include <doctest/doctest.h>

#include <new>
#include <stdexcept>

#include "engine/run/told_work.h"

namespace boundary_test {

using engine::Expected;
using engine::Reason;
using engine::Time;
using engine::run::Again;
using engine::run::Boundary;
using engine::run::Did;
using engine::run::FaultPlan;
using engine::run::Plan;
using engine::run::RetryPolicy;
using engine::run::Trace;
using engine::run::told::Context;
using engine::run::told::Item;
using engine::run::told::Teller;
using engine::run::told::Work;

using namespace std::chrono_literals;

namespace {

constexpr RetryPolicy thrice{.attempts = 3, .first_pause = 1ms, .longest_pause = 1s};

/// One item before a boundary, and the time.
struct Test {
  explicit Test(const RetryPolicy& retry, Work does = engine::run::told::work)
      : work(does), boundary(work, Plan{.retry = retry}, [this] { return now; }) {
    item.teller = &teller;
  }

  std::optional<Again> lead(std::size_t first = 0) {
    return boundary.lead(item, {first, work.stages.size()}, context);
  }

  Time now{1h};
  Work work;
  Boundary<Work> boundary;
  Teller teller;
  Item item;
  Context context;
};

}  // namespace

TEST_CASE("a stage that fails in passing is tried again from there, and its times add up") {
  Test test(thrice);
  test.teller.stage = [&](Item& item, std::size_t stage) -> Expected<Did> {
    test.now += 10ms;
    if (stage == 1 && item.begun[1] < 3) return engine::passing_failure(Reason::timed_out, "busy");
    return Did::work;
  };
  auto again = test.lead();
  REQUIRE(again);
  CHECK(again->stage == 1);
  CHECK_FALSE(test.item.trace.error);
  test.now += 1h;  // no stage's time
  again = test.lead(again->stage);
  REQUIRE(again);
  test.now += 1h;
  CHECK_FALSE(test.lead(again->stage));
  const Trace& trace = test.item.trace;
  CHECK_FALSE(trace.error);
  CHECK(test.item.begun == std::array<std::size_t, 3>{1, 3, 1});
  CHECK(trace.attempts == 3);
  CHECK(trace.retries == 2);
  CHECK_FALSE(trace.used_up);
  CHECK(trace.started == Time(1h));
  CHECK(trace.served == test.now);
  CHECK(trace.stages[0] == 10ms);
  CHECK(trace.stages[1] == 30ms);
  CHECK(trace.stages[2] == 10ms);
  CHECK(test.boundary.counters().retries == 2);
}

TEST_CASE("when the attempts are used up, the last error counts") {
  Test test(thrice);
  test.teller.stage = [](Item& item, std::size_t) -> Expected<Did> {
    return engine::passing_failure(Reason::timed_out, "try " + std::to_string(item.begun[0]));
  };
  CHECK(test.lead());
  CHECK(test.lead());
  CHECK_FALSE(test.lead());
  REQUIRE(test.item.trace.error);
  CHECK(test.item.trace.error->detail == "try 3");
  CHECK(test.item.trace.attempts == 3);
  CHECK(test.item.trace.retries == 2);
  CHECK(test.item.trace.used_up);
}

TEST_CASE("attempts count for each stage by itself") {
  Test test(thrice);
  test.teller.stage = [](Item& item, std::size_t stage) -> Expected<Did> {
    if (item.begun[stage] < 3) return engine::passing_failure(Reason::timed_out, "busy");
    return Did::work;
  };
  std::size_t first = 0;
  int retries = 0;
  for (auto again = test.lead(); again; again = test.lead(first)) {
    first = again->stage;
    ++retries;
  }
  CHECK_FALSE(test.item.trace.error);
  CHECK(retries == 6);
  CHECK(test.item.trace.retries == 6);
  CHECK(test.item.trace.attempts == 3);
}

TEST_CASE("what can't pass, or is idle, or where retries are off, is not tried again") {
  const auto fails_once = [](const RetryPolicy& retry, bool may_pass, bool idle) {
    Test test(retry);
    test.item.trace.idle = idle;
    test.teller.stage = [&](Item&, std::size_t) -> Expected<Did> {
      return tl::unexpected(engine::Error{Reason::malformed, "no", may_pass});
    };
    CHECK_FALSE(test.lead());
    CHECK(test.item.begun[0] == 1);
    REQUIRE(test.item.trace.error);
    CHECK(test.item.trace.error->reason == Reason::malformed);
    CHECK(test.item.trace.retries == 0);
    CHECK(test.item.trace.attempts == 1);
    CHECK_FALSE(test.item.trace.used_up);
    CHECK(test.boundary.counters().retries == 0);
  };
  fails_once(thrice, false, false);
  fails_once(thrice, true, true);
  fails_once({.attempts = 1}, true, false);
}

TEST_CASE("whatever a stage throws is an error that may pass") {
  struct Thrown {
    std::function<void()> call;
    Reason reason;
    std::string detail;
  };
  const Thrown all[] = {
      {[] { throw std::runtime_error("oops"); }, Reason::internal, "oops"},
      {[] { throw std::bad_alloc(); }, Reason::out_of_memory, "no memory left"},
      {[] { throw 7; }, Reason::internal, "something that is no exception was thrown"}};
  for (const Thrown& thrown : all) {
    Test test({.attempts = 2, .first_pause = 1ms, .longest_pause = 1ms});
    test.teller.stage = [&](Item&, std::size_t) -> Expected<Did> {
      thrown.call();
      return Did::work;
    };
    CHECK(test.lead());
    CHECK_FALSE(test.lead());
    REQUIRE(test.item.trace.error);
    CHECK(test.item.trace.error->reason == thrown.reason);
    CHECK(test.item.trace.error->detail == thrown.detail);
    CHECK(test.item.trace.error->may_pass);
    CHECK(test.item.trace.used_up);
  }
}

TEST_CASE("a workload says from which earlier stage an item starts again") {
  Work work = engine::run::told::work;
  work.start_again = [](Item&, std::size_t failed) { return failed == 2 ? std::size_t{0} : 99; };
  Test test(thrice, work);
  test.teller.stage = [](Item& item, std::size_t stage) -> Expected<Did> {
    if (stage > 0 && item.begun[stage] == 1) {
      return engine::passing_failure(Reason::timed_out, "busy");
    }
    return Did::work;
  };
  auto again = test.lead();
  REQUIRE(again);
  CHECK(again->stage == 1);  // never a later one than failed
  again = test.lead(1);
  REQUIRE(again);
  CHECK(again->stage == 0);
  CHECK_FALSE(test.lead(0));
  CHECK_FALSE(test.item.trace.error);
  CHECK(test.item.begun == std::array<std::size_t, 3>{2, 3, 2});
  CHECK(test.item.trace.attempts == 2);
}

TEST_CASE("past its deadline an item begins no stage") {
  Test test({.attempts = 1});
  test.teller.stage = [&](Item& item, std::size_t stage) -> Expected<Did> {
    if (stage == 0) item.trace.deadline = test.now + 15ms;
    test.now += 10ms;
    return Did::work;
  };
  CHECK_FALSE(test.lead());
  REQUIRE(test.item.trace.error);
  CHECK(test.item.trace.error->reason == Reason::timed_out);
  CHECK(test.item.trace.error->detail == "third was not begun");
  CHECK(test.item.begun == std::array<std::size_t, 3>{1, 1, 0});
  CHECK(test.item.trace.stages[2] == Trace::did_not_run);
  CHECK(test.boundary.counters().timed_out == 1);
}

TEST_CASE("past its deadline an item is not tried again") {
  Test test(thrice);
  test.teller.stage = [&](Item& item, std::size_t) -> Expected<Did> {
    item.trace.deadline = test.now + 5ms;
    test.now += 5ms;
    return engine::passing_failure(Reason::crashed, "hit");
  };
  CHECK_FALSE(test.lead());
  REQUIRE(test.item.trace.error);
  CHECK(test.item.trace.error->reason == Reason::timed_out);
  CHECK(test.item.trace.error->detail == "first was not tried again after: hit");
  CHECK(test.item.trace.retries == 0);
}

TEST_CASE(
    "a fault plan must be for the workload's stages, and find a crash there if it wants one") {
  const Work& work = engine::run::told::work;
  const auto names = work.stage_names();
  const auto make = [&](const Work& does, const FaultPlan& plan) {
    const Plan with{.faults = std::make_shared<const FaultPlan>(plan)};
    Boundary<Work>(does, with, std::chrono::steady_clock::now);
  };
  const auto crashes = FaultPlan::parse("second:crash:1%", names, 1);
  REQUIRE(crashes);
  CHECK_NOTHROW(make(work, *crashes));
  CHECK(engine::run::check_faults(work, *crashes));
  Work hard = work;
  hard.crash = nullptr;
  CHECK_FALSE(engine::run::check_faults(hard, *crashes));
  CHECK_THROWS_AS(make(hard, *crashes), std::invalid_argument);
  CHECK_NOTHROW(make(hard, *FaultPlan::parse("second:error:1%", names, 1)));
  constexpr std::string_view others[] = {"second"};
  CHECK_THROWS_AS(make(work, *FaultPlan::parse("second:error:1%", others, 1)),
                  std::invalid_argument);
  CHECK_NOTHROW(make(work, FaultPlan()));
}

}  // namespace boundary_test
