#include "scenarios/program/calls.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>

#include "harness/drive/closed_loop.h"

namespace calls_test {

using harness::Outcome;
using harness::Request;
using harness::scenario::Setting;
using harness::scenario::TargetOrder;

namespace {

/// Asks a target made with these settings for each of ten items, by four clients.
harness::record::PhaseTotals ask(const std::vector<Setting>& settings, const prony::Call& call) {
  harness::RealClock clock;
  const harness::scenario::Subject subject = prony::subject("ten", 10, call);
  auto made = subject.make_target(
      {.clock = clock, .engine = {}, .settings = settings, .corpus = {}, .scratch = {}});
  REQUIRE(made);
  CHECK(made->target->population() == 10);
  harness::record::Recorder recorder(1, 0);
  auto mix = harness::mix::RequestMix::make(
      {.choice = harness::mix::Choice::sequential_once, .classes = {}}, 10, 1);
  harness::drive::ClosedLoop loop(clock, *made->target, recorder, 4, {});
  const harness::Duration phase = std::chrono::hours(1);
  loop.run(*mix, std::span(&phase, 1), clock.now(), std::chrono::seconds(10), {});
  return recorder.take().at(0);
}

}  // namespace

TEST_CASE("a function is a subject: each request reaches it, whoever calls") {
  for (const char* const threads : {"0", "1", "3"}) {
    CAPTURE(threads);
    std::atomic<std::uint64_t> sum{0};
    const auto totals = ask({{"threads", threads}}, [&](const Request& request) {
      sum += request.item;
      return request.item == 7 ? Outcome::failed : Outcome::ok;
    });
    CHECK(sum == 45);
    CHECK(totals.outcomes.ok == 9);
    CHECK(totals.outcomes.failed == 1);
  }
}

TEST_CASE("what it throws ends the request as failed") {
  for (const char* const threads : {"0", "2"}) {
    const auto totals = ask({{"threads", threads}},
                            [](const Request&) -> Outcome { throw std::runtime_error("no"); });
    CHECK(totals.outcomes.failed == 10);
  }
}

TEST_CASE("it tells its requests' classes and its counters, whoever calls") {
  harness::RealClock clock;
  for (const char* const threads : {"0", "1"}) {
    const TargetOrder order{.clock = clock,
                            .engine = {},
                            .settings = {{"threads", threads}},
                            .corpus = {},
                            .scratch = {}};
    const auto made = prony::prepare(order, 1, [](const Request&) { return Outcome::ok; },
                                     {.classes = {.names = {"read", "write"}, .of = {}},
                                      .counters = {{.name = "pages"}},
                                      .observe = [](std::span<harness::CounterValue> values) {
                                        values[0] = 7;
                                        return harness::Observation{.cache_hits = 3};
                                      }});
    REQUIRE(made);
    CHECK(made->target->classes().names == std::vector<std::string>{"read", "write"});
    CHECK(made->target->counters().at(0).name == "pages");
    std::vector<harness::CounterValue> values(1);
    CHECK(made->target->observe(values).cache_hits == 3);
    CHECK(values[0] == 7.0);
  }
}

TEST_CASE("wrong settings are told, and those of others are a target's parameters") {
  harness::RealClock clock;
  const prony::Call call = [](const Request&) { return Outcome::ok; };
  TargetOrder order{
      .clock = clock, .engine = {}, .settings = {{"threads", "many"}}, .corpus = {}, .scratch = {}};
  const auto wrong = prony::prepare(order, 1, call);
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().message == "--set threads: 'many' is no whole number from 0 to 1024");
  order.settings = {{"colour", "red"}, {"threads", "1"}, {"threads", "2"}};
  const auto made = prony::prepare(order, 1, call);
  REQUIRE(made);
  CHECK(made->workers == 2.0);
}

TEST_CASE("its settings and its workers are described, so that sweeps go over them") {
  const harness::scenario::Subject subject =
      prony::subject("map", 5, [](const Request&) { return Outcome::ok; });
  CHECK(subject.workers == "threads");
  CHECK(harness::scenario::check_settings(subject, "", {{"backlog", "5"}}));
  CHECK(harness::scenario::check_settings(subject, "", {{"thread", "5"}}).error().message ==
        "there is no setting 'thread'; did you mean threads?");
  CHECK(subject.open_items("").value().count == 5);
  CHECK_FALSE(subject.open_items("books"));
}

}  // namespace calls_test
