// Batches that can't be finished: tried again, or in parts.
#include "engine/run/commit.h"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>

#include "engine/run/told_work.h"

namespace commit_test {

using engine::Expected;
using engine::Reason;
using engine::run::FaultPlan;
using engine::run::Plan;
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

namespace {

/// Batches of 16, closed only when they are full or the executor stops.
Plan sixteen(const engine::run::RetryPolicy& retry) {
  return {.queue_capacity = 200,
          .batch = {.size = 16, .window = hour, .when_idle = false},
          .retry = retry};
}

bool has_poison(std::span<Item* const> batch) {
  return std::any_of(batch.begin(), batch.end(),
                     [](const Item* item) { return item->number % 40 == 7; });
}

}  // namespace

TEST_CASE_TEMPLATE("poison in a batch fails alone, whether it is an error or an exception", As,
                   Sequential, Threads, Staged) {
  for (const bool throws : {false, true}) {
    for (const auto& retry : {engine::run::RetryPolicy{}, quick}) {
      Teller teller;
      teller.finish = [&](std::span<Item* const> batch) -> Expected<void> {
        if (!has_poison(batch)) return {};
        if (throws) throw std::runtime_error("poison");
        return engine::failure(Reason::store_failed, "poison");
      };
      const auto executor = make<As>(sixteen(retry));
      submit_all(*executor, teller, 160);
      executor->stop();
      REQUIRE(teller.released.size() == 160);
      for (const auto& [number, trace] : teller.released) {
        const int which = number;
        CAPTURE(which);
        REQUIRE(trace.error.has_value() == (number % 40 == 7));
        if (trace.error) {
          CHECK(trace.error->reason == (throws ? Reason::internal : Reason::store_failed));
          CHECK(trace.used_up == (throws && retry.is_on()));
        }
        CHECK(trace.stages.back().count() >= 0);
      }
      CHECK(teller.committed.size() == 156);
      CHECK(std::set<int>(teller.committed.begin(), teller.committed.end()).size() == 156);
      CHECK(executor->counters().divided >= 4);
      CHECK(executor->counters().divided <= 4 * 4);
    }
  }
}

TEST_CASE_TEMPLATE("without division, a batch fails as a whole", As, Sequential, Threads, Staged) {
  Teller teller;
  teller.finish = [](std::span<Item* const> batch) -> Expected<void> {
    if (has_poison(batch)) return engine::failure(Reason::store_failed, "poison");
    return {};
  };
  Plan plan = sixteen(quick);
  plan.divide_batches = false;
  const auto executor = make<As>(plan);
  submit_all(*executor, teller, 160);
  executor->stop();
  std::size_t failed = 0;
  for (const auto& [number, trace] : teller.released) failed += trace.error ? 1 : 0;
  CHECK(failed >= 16);
  CHECK(failed <= 64);
  CHECK(failed + teller.committed.size() == 160);
  CHECK(executor->counters().divided == 0);
}

TEST_CASE_TEMPLATE("a store that is full to the end fails the batch as one, and the next one works",
                   As, Sequential, Staged) {
  Teller teller;
  int refused = 0;
  teller.finish = [&](std::span<Item* const>) -> Expected<void> {
    // One batch at a time is finished.
    if (refused == 3) return {};
    ++refused;
    return engine::passing_failure(Reason::store_failed, "disk full");
  };
  const auto executor = make<As>(sixteen(quick));
  submit_all(*executor, teller, 48);
  executor->stop();
  CHECK(teller.batches == std::vector<std::size_t>{16, 16, 16, 16, 16});
  CHECK(teller.committed.size() == 32);
  std::size_t failed = 0;
  for (const auto& [number, trace] : teller.released) {
    if (!trace.error) continue;
    ++failed;
    CHECK(trace.error->reason == Reason::store_failed);
    CHECK(trace.used_up);
    CHECK(trace.attempts == 3);
    CHECK(trace.retries == 2);
  }
  CHECK(failed == 16);
  CHECK(executor->counters().divided == 0);
  CHECK(executor->counters().retries == 2);
}

TEST_CASE_TEMPLATE("a store that is busy for a while loses nothing", As, Sequential, Threads,
                   Staged) {
  Teller teller;
  std::atomic<int> tries{0};
  teller.finish = [&](std::span<Item* const>) -> Expected<void> {
    if (tries++ % 2 == 0) return engine::passing_failure(Reason::store_failed, "busy");
    return {};
  };
  const auto executor = make<As>(sixteen(quick));
  submit_all(*executor, teller, 100);
  executor->stop();
  CHECK(teller.committed.size() == 100);
  for (const auto& [number, trace] : teller.released) CHECK_FALSE(trace.error);
  CHECK(executor->counters().recovered == 100);
}

TEST_CASE_TEMPLATE("a batch that waits to be tried again doesn't hold up who stops", As, Sequential,
                   Threads, Staged) {
  Teller teller;
  std::atomic<int> refused{0};
  teller.finish = [&](std::span<Item* const>) -> Expected<void> {
    if (refused++ < 2) return engine::passing_failure(Reason::store_failed, "busy");
    return {};
  };
  const auto executor = make<As>({.queue_capacity = 8, .batch = {.size = 1}, .retry = slow});
  submit(*executor, teller, 0, 0);
  while (refused == 0) std::this_thread::yield();
  executor->stop();
  CHECK(teller.committed == std::vector<int>{0});
}

TEST_CASE_TEMPLATE("those that replace one another keep their order in a divided batch", As,
                   Sequential, Threads, Staged) {
  Teller teller;
  teller.finish = [](std::span<Item* const> batch) -> Expected<void> {
    if (has_poison(batch)) throw std::runtime_error("poison");
    return {};
  };
  const auto executor = make<As>(sixteen(quick));
  for (int i = 0; i < 160; ++i) submit(*executor, teller, i, 1);
  executor->stop();
  CHECK(teller.committed.size() == 156);
  CHECK(std::is_sorted(teller.committed.begin(), teller.committed.end()));
}

TEST_CASE("a fault of a transaction that lasts is found to be one item's") {
  Teller teller;
  const auto names = engine::run::told::work.stage_names();
  Plan plan = sixteen(quick);
  const auto faults =
      FaultPlan::parse("finish:error:5%:lasting,finish:exception:5%:lasting", names, 3);
  REQUIRE(faults);
  plan.faults = std::make_shared<const FaultPlan>(*faults);
  const auto executor = make<Sequential>(plan);
  submit_all(*executor, teller, 160);
  executor->stop();
  REQUIRE(teller.released.size() == 160);
  std::size_t failed = 0;
  for (const auto& [number, trace] : teller.released) {
    const auto fault = faults->at(3, static_cast<std::uint64_t>(number), 1);
    CHECK(trace.error.has_value() == fault.has_value());
    if (!trace.error) continue;
    ++failed;
    const bool is_error = fault->kind == engine::run::Fault::Kind::error;
    CHECK(trace.error->reason == (is_error ? Reason::injected : Reason::internal));
  }
  CHECK(failed > 5);
  CHECK(failed + teller.committed.size() == 160);
}

}  // namespace commit_test
