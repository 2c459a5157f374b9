// Thousands of items, and faults of every kind at every stage: nothing is lost, nothing done twice.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "engine/run/told_work.h"

namespace faults_test {

using engine::Reason;
using engine::run::Fault;
using engine::run::FaultPlan;
using engine::run::Plan;
using engine::run::RetryPolicy;
using engine::run::told::make;
using engine::run::told::Sequential;
using engine::run::told::Staged;
using engine::run::told::submit;
using engine::run::told::Teller;
using engine::run::told::Threads;

using namespace std::chrono_literals;

namespace {

std::shared_ptr<const FaultPlan> plan_of(std::string_view text) {
  const auto plan = FaultPlan::parse(text, engine::run::told::work.stage_names(), 5);
  REQUIRE(plan);
  return std::make_shared<const FaultPlan>(*plan);
}

constexpr RetryPolicy patient{.attempts = 12, .first_pause = 1us, .longest_pause = 100us};

Plan plan_with(std::string_view faults, const RetryPolicy& retry) {
  return {.queue_capacity = 64,
          .batch = {.size = 16, .window = 1ms},
          .retry = retry,
          .faults = plan_of(faults)};
}

template <class As>
void run(const Plan& plan, Teller& teller, int items) {
  const auto executor = make<As>(plan);
  for (int i = 0; i < items; ++i) submit(*executor, teller, i, static_cast<std::size_t>(i) % 100);
  teller.await_released(static_cast<std::size_t>(items));
  executor->stop();
  const auto& counters = executor->counters();
  for (std::size_t kind = 0; kind < Fault::kinds; ++kind) {
    CHECK(counters.injected_of(static_cast<Fault::Kind>(kind)) > 0);
  }
  CHECK(counters.injected_of(Fault::Kind::crash) == static_cast<std::uint64_t>(teller.crashes));
}

constexpr std::string_view five =
    "*:error:5%,*:exception:5%,*:delay:5%:1us,first:crash:5%,second:crash:5%,third:crash:5%";

}  // namespace

TEST_CASE_TEMPLATE("faults that pass cost nothing but attempts", As, Sequential, Threads, Staged) {
  constexpr int items = 3'000;
  Teller teller;
  run<As>(plan_with(five, patient), teller, items);
  REQUIRE(teller.released.size() == items);
  std::uint32_t retries = 0;
  for (const auto& [number, trace] : teller.released) {
    if (trace.error) FAIL_CHECK(trace.error->detail);
    retries += trace.retries;
  }
  CHECK(retries > items / 3);  // 3 stages, 15 % each
  CHECK(teller.committed.size() == items);
  CHECK(std::set<int>(teller.committed.begin(), teller.committed.end()).size() == items);
  std::map<int, int> last;  // of one identity
  for (const int number : teller.committed) {
    const auto [before, is_first] = last.emplace(number % 100, number);
    if (is_first) continue;
    CHECK_UNARY(before->second < number);
    before->second = number;
  }
}

TEST_CASE_TEMPLATE("with few attempts, or faults that last, each is done or failed with a reason",
                   As, Sequential, Threads, Staged) {
  constexpr int items = 2'000;
  const std::string text(five);
  for (const std::string& faults : {text, text + ",*:error:2%:lasting,*:exception:2%:lasting"}) {
    RetryPolicy retry = patient;
    retry.attempts = 2;
    Teller teller;
    run<As>(plan_with(faults, retry), teller, items);
    REQUIRE(teller.released.size() == items);
    std::size_t ok = 0, failed = 0;
    for (const auto& [number, trace] : teller.released) {
      if (!trace.error) {
        ++ok;
        continue;
      }
      ++failed;
      const Reason reason = trace.error->reason;
      const bool is_expected =
          reason == Reason::injected || reason == Reason::internal || reason == Reason::crashed;
      CHECK_UNARY(is_expected);
      CHECK_FALSE(trace.error->detail == "released twice");
    }
    CHECK(ok > items / 2);
    CHECK(failed > 0);
    CHECK(ok + failed == items);
    CHECK(std::set<int>(teller.committed.begin(), teller.committed.end()).size() == ok);
    CHECK(teller.committed.size() == ok);
  }
}

TEST_CASE("an item meets the same faults whatever executor runs it") {
  const auto attempts = [](auto as) {
    Teller teller;
    run<decltype(as)>(
        plan_with("first:error:20%,second:crash:10%,third:exception:20%,third:delay:5%:1us",
                  {.attempts = 2, .first_pause = 1us, .longest_pause = 10us}),
        teller, 1'000);
    std::map<int, std::pair<std::vector<std::uint32_t>, bool>> all;
    for (const auto& [number, trace] : teller.released) {
      all[number] = {trace.failed_attempts, trace.error.has_value()};
    }
    return all;
  };
  const auto sequential = attempts(Sequential{});
  CHECK(attempts(Threads{}) == sequential);
  CHECK(attempts(Staged{}) == sequential);
}

}  // namespace faults_test
