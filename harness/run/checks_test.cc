#include "harness/run/checks.h"

#include <doctest/doctest.h>

#include <functional>

using namespace std::chrono_literals;
using harness::Duration;
using harness::Instant;
using harness::Outcome;
using harness::Sample;
using harness::result::Check;
using harness::result::CheckState;
using harness::run::check_step;
using harness::run::MeasuredPhase;
using harness::run::MeasuredStep;
using harness::run::worst_of;

namespace {

struct Made {
  std::uint64_t requests = 2000;
  Duration lag = 1us;
  Duration service = 100ms;
  double offered_per_s = 1000;
  double in_flight = 100;  // 1000/s, 100 ms each
  double steal = 0;
};

/// Two seconds of an open load on which nothing can be found fault with, but for what `made` says.
MeasuredStep step_of(const Made& made = {}) {
  MeasuredStep step;
  step.name = "step";
  step.open_loop = true;
  MeasuredPhase phase{.name = "phase", .length = 2s, .planned_per_s = made.offered_per_s};
  harness::record::PhaseTotals totals;
  for (std::uint64_t i = 0; i < made.requests; ++i) {
    Sample sample;
    sample.due = Instant(1ms * static_cast<std::int64_t>(i));
    sample.sent = sample.started = sample.due + made.lag;
    sample.served = sample.finished = sample.started + made.service;
    totals.add(sample);
  }
  harness::probe::Usage usage;
  usage.steal_fraction = made.steal;
  harness::run::Slice slice{harness::record::CompactTotals(totals), {}};
  slice.account.add(2s, usage, {}, {});
  slice.account.add_in_flight(static_cast<std::uint64_t>(made.in_flight));
  phase.slices.add(std::move(slice));
  phase.cut({});
  step.phases.push_back(std::move(phase));
  return step;
}

const Check* find(const std::vector<Check>& checks, std::string_view name) {
  for (const Check& check : checks) {
    if (check.name == name) return &check;
  }
  return nullptr;
}

CheckState state(const MeasuredStep& step, std::string_view name) {
  const auto checks = check_step(step, true);
  const Check* check = find(checks, name);
  REQUIRE(check != nullptr);
  CHECK_FALSE(check->sentence.empty());
  return check->state;
}

}  // namespace

TEST_CASE("a run without fault passes every check") {
  const auto checks = check_step(step_of(), true);
  CHECK(checks.size() == 7);
  for (const Check& check : checks) {
    INFO(check.name, ": ", check.sentence);
    CHECK(check.state == CheckState::passed);
  }
}

TEST_CASE("requests that never ended fail the run") {
  MeasuredStep step = step_of();
  step.unfinished = 3;
  CHECK(state(step, "every request ended") == CheckState::failed);
}

TEST_CASE("requests that a cut left behind are told, and fail nothing") {
  MeasuredStep step = step_of();
  step.unfinished = 3;
  step.cut_short = true;
  const auto checks = check_step(step, true);
  const Check* check = find(checks, "every request ended");
  REQUIRE(check != nullptr);
  CHECK(check->state == CheckState::warned);
  CHECK(check->sentence.find("3 requests had not ended") != std::string::npos);
}

TEST_CASE("wrong outputs fail the run, and the sentence says which") {
  MeasuredStep step = step_of();
  step.wrong = "document 7 came out wrong";
  const auto checks = check_step(step, true);
  const Check* check = find(checks, "outputs verified");
  REQUIRE(check != nullptr);
  CHECK(check->state == CheckState::failed);
  CHECK(check->sentence.find("document 7 came out wrong") != std::string::npos);
}

TEST_CASE("a lag beyond 5 % of the P99 fails the run, except where the harness is measured") {
  const char* const name = "generator kept its schedule";
  CHECK(state(step_of({.lag = 5ms}), name) == CheckState::passed);
  CHECK(state(step_of({.lag = 6ms}), name) == CheckState::failed);
  CHECK(state(step_of({.lag = 90us, .service = 1us, .in_flight = 0}), name) == CheckState::passed);
  CHECK(find(check_step(step_of({.lag = 6ms}), false), name) == nullptr);
  MeasuredStep closed = step_of({.lag = 6ms});
  closed.open_loop = false;
  CHECK(find(check_step(closed, true), name) == nullptr);
}

TEST_CASE("a rate that was not offered fails the run, unless it was cut short") {
  const char* const name = "offered rate was offered";
  CHECK(state(step_of({.requests = 1900}), name) == CheckState::passed);  // as Poisson's may
  CHECK(state(step_of({.requests = 1700}), name) == CheckState::failed);
  CHECK(state(step_of({.requests = 2300}), name) == CheckState::failed);
  MeasuredStep cut = step_of({.requests = 1700});
  cut.cut_short = true;
  CHECK(find(check_step(cut, true), name) == nullptr);
}

TEST_CASE("figures that contradict Little's law are warned of") {
  CHECK(state(step_of({.in_flight = 120}), "Little's law") == CheckState::passed);
  CHECK(state(step_of({.in_flight = 70}), "Little's law") == CheckState::warned);
  CHECK(state(step_of({.in_flight = 130}), "Little's law") == CheckState::warned);
}

TEST_CASE("a P99 of less than a thousand requests is warned of") {
  const char* const name = "enough samples for P99";
  CHECK(state(step_of({.requests = 1000}), name) == CheckState::passed);
  CHECK(state(step_of({.requests = 999}), name) == CheckState::warned);
}

TEST_CASE("stolen time is warned of, and much of it fails the run") {
  const char* const name = "CPU was not stolen";
  CHECK(state(step_of({.steal = 0.02}), name) == CheckState::passed);
  CHECK(state(step_of({.steal = 0.05}), name) == CheckState::warned);
  CHECK(state(step_of({.steal = 0.2}), name) == CheckState::failed);
}

TEST_CASE("warm-ups and phases that never came are not judged") {
  MeasuredStep warm_up = step_of({.requests = 10, .lag = 1s, .steal = 0.5});
  warm_up.phases[0].measured = false;
  CHECK(check_step(warm_up, true).size() == 2);
  MeasuredStep never = step_of();
  never.phases[0].account = {};
  CHECK(check_step(never, true).size() == 2);
}

TEST_CASE("of several steps the worst one's line is kept") {
  const auto line = [](const char* name, CheckState state, double figure, const char* sentence) {
    return Check{name, state, figure, 10.0, sentence};
  };
  const auto worst =
      worst_of({line("lag", CheckState::passed, 1, "a"), line("lag", CheckState::passed, 9, "b"),
                line("lag", CheckState::passed, 5, "c"), line("steal", CheckState::failed, 11, "d"),
                line("steal", CheckState::warned, 99, "e"),
                line("enough samples for P99", CheckState::passed, 50, "f"),
                line("enough samples for P99", CheckState::passed, 20, "g")});
  REQUIRE(worst.size() == 3);
  CHECK(worst[0].sentence == "b");
  CHECK(worst[1].sentence == "d");
  CHECK(worst[2].sentence == "g");
}
