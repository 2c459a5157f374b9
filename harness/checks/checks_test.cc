#include "harness/checks/checks.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <thread>

#include "harness/measure/study.h"
#include "harness/measure/test_step.h"
#include "harness/slice/test_slice.h"

namespace checks_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::Instant;
using harness::Outcome;
using harness::Sample;
using harness::checks::check_run;
using harness::checks::check_step;
using harness::checks::Purpose;
using harness::checks::worst_of;
using harness::measure::Made;
using harness::measure::MeasuredPhase;
using harness::measure::MeasuredStep;
using harness::measure::step_of;
using harness::measure::study;
using harness::record::PhaseTotals;
using harness::result::Check;
using harness::result::CheckState;
using harness::slice::Slice;

namespace {

const Check* find(const std::vector<Check>& checks, std::string_view name) {
  for (const Check& check : checks) {
    if (check.name == name) return &check;
  }
  return nullptr;
}

CheckState state(const MeasuredStep& step, std::string_view name) {
  const auto checks = check_step(step, Purpose::figures);
  const Check* check = find(checks, name);
  REQUIRE(check != nullptr);
  CHECK_FALSE(check->sentence.empty());
  return check->state;
}

}  // namespace

TEST_CASE("a run without fault passes every check") {
  const auto checks = check_step(step_of(), Purpose::figures);
  CHECK(checks.size() == 15);
  for (const Check& check : checks) {
    INFO(check.name, ": ", check.sentence);
    CHECK(check.state == CheckState::passed);
  }
}

TEST_CASE("a phase that was over before anybody looked fails the run") {
  MeasuredStep step = step_of();
  PhaseTotals totals;
  totals.add({.request = {}, .due = Instant(20s), .sent = Instant(20s)});
  MeasuredPhase unseen{.name = "unseen", .length = 1s};
  unseen.slices.at(0).merge(harness::slice::slice_of(totals));
  unseen.cut({});
  step.phases.push_back(std::move(unseen));
  CHECK(state(step_of(), "every phase was observed") == CheckState::passed);
  const auto checks = harness::checks::worst_of(check_step(step, Purpose::figures));
  CHECK(find(checks, "every phase was observed")->state == CheckState::failed);
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
  const auto checks = check_step(step, Purpose::figures);
  const Check* check = find(checks, "every request ended");
  REQUIRE(check != nullptr);
  CHECK(check->state == CheckState::warned);
  CHECK(check->sentence.find("3 requests had not ended") != std::string::npos);
}

TEST_CASE("wrong outputs fail the run, and the sentence says which") {
  MeasuredStep step = step_of();
  step.wrong = "document 7 came out wrong";
  const auto checks = check_step(step, Purpose::figures);
  const Check* check = find(checks, "outputs verified");
  REQUIRE(check != nullptr);
  CHECK(check->state == CheckState::failed);
  CHECK(check->sentence.find("document 7 came out wrong") != std::string::npos);
}

TEST_CASE("a target that counts otherwise than was recorded fails the run") {
  MeasuredStep step = step_of();
  --step.said->ok;
  ++step.said->shed;
  CHECK(state(step, "target's own sums agree") == CheckState::failed);
  step.said.reset();  // it does not count
  CHECK(find(check_step(step, Purpose::figures), "target's own sums agree") == nullptr);
}

TEST_CASE("a lag that moved a quantile by 5 % warns, by a quarter fails, but of the harness") {
  const char* const name = "generator kept its schedule";
  CHECK(state(step_of({.lag = 4ms}), name) == CheckState::passed);
  CHECK(state(step_of({.lag = 6ms}), name) == CheckState::warned);
  CHECK(state(step_of({.lag = 40ms}), name) == CheckState::failed);
  CHECK(find(check_step(step_of({.lag = 40ms}), Purpose::harness), name) == nullptr);
}

TEST_CASE("of a probe only the tail is judged, and it may be short, or overloaded") {
  // 40 ms are over a quarter of the P50 of about 140 ms; the few slowest take seven times as long.
  MeasuredStep step = step_of({.lag = 40ms});
  PhaseTotals slow;
  for (int i = 0; i < 2000; ++i) {
    Sample sample;
    sample.due = sample.sent = sample.started = Instant(1ms * i);
    sample.served = sample.finished = sample.started + 1s;
    slow.add(sample);
  }
  step.phases[0].slices.at(0).merge(harness::slice::slice_of(slow));
  step.phases[0].cut({});
  const char* const name = "generator kept its schedule";
  CHECK(find(check_step(step, Purpose::figures), name)->state == CheckState::failed);
  CHECK(find(check_step(step, Purpose::probe), name)->state == CheckState::passed);
  CHECK(find(check_step(step, Purpose::probe), "became steady") == nullptr);
  CHECK(find(check_step(step, Purpose::probe), "enough independent samples") == nullptr);
}

TEST_CASE("times in sentences stand in units that fit them") {
  MeasuredStep step = step_of({.lag = 1'290us});
  step.open_loop = false;
  for (const Check& check : check_step(step, Purpose::figures)) {
    CAPTURE(check.sentence);
    CHECK(check.sentence.find("e+0") == std::string::npos);
    if (check.name == "clients kept their think time") {
      CHECK(check.sentence.find("sent 1.29 ms late") != std::string::npos);
    }
  }
}

TEST_CASE("clients that send late fail a closed loop, whose think time covers a little") {
  const char* const name = "clients kept their think time";
  MeasuredStep closed = step_of({.lag = 6ms});
  closed.open_loop = false;
  CHECK(find(check_step(closed, Purpose::figures), "generator kept its schedule") == nullptr);
  CHECK(state(closed, name) == CheckState::failed);
  closed.think_time = 50ms;
  CHECK(state(closed, name) == CheckState::passed);
}

TEST_CASE("a rate that was not offered fails the run, unless it was cut short") {
  const char* const name = "offered rate was offered";
  CHECK(state(step_of({.requests = 19'500}), name) == CheckState::passed);  // as Poisson's may
  CHECK(state(step_of({.requests = 19'000}), name) == CheckState::failed);
  CHECK(state(step_of({.requests = 21'000}), name) == CheckState::failed);
  MeasuredStep even = step_of({.requests = 19'900});
  CHECK(state(even, name) == CheckState::passed);
  even.phases[0].scatter = 0;
  CHECK(state(even, name) == CheckState::failed);  // even arrivals don't scatter
  MeasuredStep cut = step_of({.requests = 19'000});
  cut.cut_short = true;
  CHECK(find(check_step(cut, Purpose::figures), name) == nullptr);
}

TEST_CASE("figures that contradict Little's law fail the run") {
  const char* const name = "Little's law";
  CHECK(state(step_of({.in_flight = 103}), name) == CheckState::passed);
  CHECK(state(step_of({.in_flight = 112}), name) == CheckState::warned);
  CHECK(state(step_of({.in_flight = 140}), name) == CheckState::failed);
  CHECK(state(step_of({.in_flight = 70}), name) == CheckState::failed);
}

TEST_CASE("what can't be read exactly does not contradict Little's law") {
  MeasuredStep step = step_of({.in_flight = 140});
  step.in_flight.doubt = 45.0 * static_cast<double>(step.in_flight.readings);
  CHECK(state(step, "Little's law") == CheckState::passed);
}

TEST_CASE("what is under way and grows throughout is called overloaded") {
  const char* const name = "target kept up";
  CHECK(state(step_of(), name) == CheckState::passed);
  MeasuredStep step = step_of();
  for (std::size_t i = 0; i < 100; ++i) {  // a tenth of what comes stays
    Slice& slice = step.phases[0].slices.at(i);
    slice.ended.ok -= slice.ended.ok / 10;
  }
  const auto checks = check_step(step, Purpose::figures);
  const Check* check = find(checks, name);
  REQUIRE(check != nullptr);
  CHECK(check->state == CheckState::failed);
  CHECK(check->sentence.find("overloaded") != std::string::npos);
  CHECK(find(check_step(step, Purpose::probe), name) == nullptr);
}

TEST_CASE("quantiles of too few independent requests are warned of, of too few at all fail") {
  const char* const name = "enough independent samples";
  CHECK(state(step_of({.requests = 800}), name) == CheckState::warned);
  CHECK(state(step_of({.requests = 99}), name) == CheckState::failed);
}

TEST_CASE("stolen time is warned of, and much of it fails the run") {
  const char* const name = "CPU was not stolen";
  CHECK(state(step_of({.steal = 0.019}), name) == CheckState::passed);
  CHECK(state(step_of({.steal = 0.05}), name) == CheckState::warned);
  CHECK(state(step_of({.steal = 0.2}), name) == CheckState::failed);
}

TEST_CASE("other programs' use of the cores is warned of, and much of it fails the run") {
  const char* const name = "CPU was not shared";
  const double cores = std::max(1U, std::thread::hardware_concurrency());
  CHECK(state(step_of({.others_cores = 0.04 * cores}), name) == CheckState::passed);
  CHECK(state(step_of({.others_cores = 0.20 * cores}), name) == CheckState::warned);
  CHECK(state(step_of({.others_cores = 0.30 * cores}), name) == CheckState::failed);
}

TEST_CASE("a latency that keeps growing never becomes steady, which fails the run") {
  MeasuredStep step;
  step.name = "step";
  step.open_loop = true;
  MeasuredPhase phase{.name = "phase", .length = 20s, .planned_per_s = 1000, .window = 200ms};
  for (int k = 0; k < 100; ++k) {
    PhaseTotals totals;
    for (int i = 0; i < 200; ++i) {
      Sample sample;
      sample.due = sample.sent = sample.started = Instant(1ms * (200 * k + i));
      sample.served = sample.finished = sample.started + 1ms + 20us * k + 1us * (i % 100);
      totals.add(sample);
    }
    Slice slice = harness::slice::slice_of(totals);
    slice.account.add(200ms, {}, {}, {});
    phase.slices.add(slice);
  }
  step.phases.push_back(std::move(phase));
  study(step);
  CHECK(state(step, "became steady") == CheckState::failed);
  step.phases[0].even = false;  // a ramp need not
  CHECK(find(check_step(step, Purpose::figures), "became steady") == nullptr);
}

TEST_CASE("a long warm-up is warned of, with the latency that it had and the one without it") {
  MeasuredStep step;
  step.name = "step";
  step.open_loop = true;
  MeasuredPhase phase{.name = "phase", .length = 10s, .planned_per_s = 1000, .window = 100ms};
  for (int k = 0; k < 100; ++k) {
    PhaseTotals totals;
    for (int i = 0; i < 100; ++i) {
      Sample sample;
      sample.due = sample.sent = sample.started = Instant(1ms * (100 * k + i));
      sample.served = sample.finished = sample.started + 1ms * std::max(1, 40 - 2 * k);
      totals.add(sample);
    }
    Slice slice = harness::slice::slice_of(totals);
    slice.account.add(100ms, {}, {}, {});
    phase.slices.add(slice);
  }
  step.phases.push_back(std::move(phase));
  study(step);
  CHECK(state(step, "became steady") == CheckState::warned);
  const std::vector<Check> checks = check_step(step, Purpose::figures);
  const std::string& sentence = find(checks, "became steady")->sentence;
  CHECK(sentence.find("20 % of the phase") != std::string::npos);
  CHECK(sentence.find("at most 40 ms; without it") != std::string::npos);
  CHECK(sentence.find("P50 1, P99 1, at most 1 ms.") != std::string::npos);
}

TEST_CASE("a build without optimisation, or with sanitizers, fails the run") {
  const auto built = [](bool optimised, const char* sanitizers) {
    const harness::environment::BuildFacts build{.compiler = "g++",
                                                 .flags = "-O0",
                                                 .build_type = "Debug",
                                                 .sanitizers = sanitizers,
                                                 .source_dir = {},
                                                 .optimised = optimised};
    return find(check_run(build, {}, 10s), "optimised build")->state;
  };
  CHECK(built(true, "") == CheckState::passed);
  CHECK(built(false, "") == CheckState::failed);
  CHECK(built(true, "thread") == CheckState::failed);
}

TEST_CASE("clocks that drifted, slept or were set are told") {
  const auto clocks = [](const harness::environment::ClockTrouble& trouble) {
    return find(check_run({}, trouble, 10s), "clocks went on evenly")->state;
  };
  CHECK(clocks({}) == CheckState::passed);
  CHECK(clocks({.drift = 5ms}) == CheckState::passed);
  CHECK(clocks({.drift = -20ms}) == CheckState::failed);
  CHECK(clocks({.suspended = 1s}) == CheckState::failed);
  CHECK(clocks({.stepped = -1h}) == CheckState::warned);  // nothing is measured by the wall clock
}

TEST_CASE("warm-ups and phases that never came are not judged") {
  MeasuredStep warm_up = step_of({.requests = 10, .lag = 1s, .steal = 0.5});
  warm_up.phases[0].measured = false;
  CHECK(check_step(warm_up, Purpose::figures).size() == 6);
  MeasuredStep never = step_of();
  never.phases[0] = {.name = "never", .length = 1s};
  CHECK(check_step(never, Purpose::figures).size() == 6);
}

TEST_CASE("of several steps the worst one's line is kept") {
  const auto line = [](const char* name, CheckState state, double figure, const char* sentence) {
    return Check{name, state, figure, 10.0, sentence};
  };
  const char* const enough = "enough independent samples";
  const auto worst = worst_of(
      {line("lag", CheckState::passed, 1, "a"), line("lag", CheckState::passed, 9, "b"),
       line("lag", CheckState::passed, 5, "c"), line("steal", CheckState::failed, 11, "d"),
       line("steal", CheckState::warned, 99, "e"), line(enough, CheckState::passed, 50, "f"),
       line(enough, CheckState::passed, 20, "g")});
  REQUIRE(worst.size() == 3);
  CHECK(worst[0].sentence == "b");
  CHECK(worst[1].sentence == "d");
  CHECK(worst[2].sentence == "g");
}

}  // namespace checks_test
