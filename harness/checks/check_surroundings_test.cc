// The checks of what surrounds the target: quotas, scarce disks and memory, named processes,
// builds.
#include <doctest/doctest.h>

#include <algorithm>
#include <thread>

#include "harness/checks/checks.h"
#include "harness/measure/test_step.h"

namespace check_surroundings_test {

using namespace std::chrono_literals;
using harness::BuildMark;
using harness::checks::check_run;
using harness::checks::check_step;
using harness::checks::Purpose;
using harness::environment::BuildFacts;
using harness::measure::MeasuredStep;
using harness::measure::step_of;
using harness::probe::Usage;
using harness::result::Check;
using harness::result::CheckState;

namespace {

std::optional<Check> named(const std::vector<Check>& checks, std::string_view name) {
  const auto found =
      std::ranges::find_if(checks, [&](const Check& check) { return check.name == name; });
  return found == checks.end() ? std::nullopt : std::optional(*found);
}

std::optional<Check> of(const MeasuredStep& step, std::string_view name) {
  return named(check_step(step, Purpose::figures), name);
}

/// A quota of 1.5 cores over a step of 100 slices, each with that many of its periods throttled.
std::optional<Check> quota(double throttled, double periods, bool open_loop = true) {
  Usage usage;
  usage.quota_cores = 1.5;
  usage.quota_periods = periods;
  usage.throttled_periods = throttled;
  usage.throttled_ms = 40 * throttled;
  return of(step_of({.open_loop = open_loop, .scarce = usage}), "CPU quota left room");
}

std::optional<Check> scarce(const Usage& usage) {
  return of(step_of({.scarce = usage}), "disk and memory kept up");
}

bool says(const std::optional<Check>& check, std::string_view words) {
  return check && check->sentence.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a CPU quota that throttled the program is named, with what to do about it") {
  CHECK(quota(0, 2)->state == CheckState::passed);
  CHECK(quota(0.019, 2)->state == CheckState::passed);
  CHECK(quota(0.1, 2)->state == CheckState::warned);
  const auto failed = quota(0.73, 1.48);
  REQUIRE(failed);
  CHECK(failed->state == CheckState::failed);
  CHECK(says(failed, "CPU quota throttled the program in 73 of 148 periods"));
  CHECK(says(failed, "1.5 cores; 2920 ms"));
  CHECK(says(failed, "cpu.max"));
  CHECK(failed->figure.value() == doctest::Approx(73.0 / 148));
}

TEST_CASE("a closed loop takes all of a quota, which is told and fails nothing") {
  CHECK(quota(2, 2, false)->state == CheckState::warned);
  CHECK(says(quota(2, 2, false), "the figures are those of the quota"));
  CHECK(quota(0, 2, false)->state == CheckState::passed);
}

TEST_CASE("the quota comes before the checks that it makes fail") {
  Usage usage;
  usage.quota_periods = usage.throttled_periods = 2;
  const auto checks = check_step(step_of({.lag = 1s, .scarce = usage}), Purpose::figures);
  const auto at = [&](std::string_view name) {
    return std::ranges::find_if(checks, [&](const Check& check) { return check.name == name; });
  };
  REQUIRE(at("CPU quota left room") != checks.end());
  CHECK(at("CPU quota left room") < at("generator kept its schedule"));
}

TEST_CASE("nothing is said of a quota or a pressure that nobody knows of") {
  CHECK_FALSE(of(step_of(), "CPU quota left room"));
  CHECK_FALSE(of(step_of(), "disk and memory kept up"));
  CHECK_FALSE(quota(0, 0));  // a quota, but nothing ran in its group
}

TEST_CASE("waiting for the disk is told, and faulted only where others did it") {
  Usage usage;
  usage.io_pressure_fraction = 0.12;
  usage.memory_pressure_fraction = 0;
  CHECK(scarce(usage)->state == CheckState::passed);  // it may be the engine's own commits
  CHECK(says(scarce(usage), "in 12 % of the time some task of the machine waited for the disk"));
  usage.group_io_pressure_fraction = 0.11;
  CHECK(scarce(usage)->state == CheckState::passed);
  usage.group_io_pressure_fraction = 0;
  CHECK(scarce(usage)->state == CheckState::warned);
  CHECK(says(scarce(usage), "Other programs shared the disk: 12 %"));
}

TEST_CASE("memory that is short is warned of") {
  Usage usage;
  usage.memory_pressure_fraction = 0.09;
  CHECK(scarce(usage)->state == CheckState::passed);
  usage.memory_pressure_fraction = 0.2;
  CHECK(scarce(usage)->state == CheckState::warned);
  CHECK(says(scarce(usage), "Memory is short"));
}

TEST_CASE("what was scarce is in the row") {
  Usage usage;
  usage.quota_cores = 2;
  usage.quota_periods = 2;
  usage.throttled_periods = 1;
  usage.throttled_ms = 3;
  usage.cpu_pressure_fraction = 0.1;
  usage.io_pressure_fraction = 0.2;
  usage.memory_pressure_fraction = 0.3;
  usage.group_cpu_pressure_fraction = 0.4;
  usage.group_io_pressure_fraction = 0.5;
  usage.group_memory_pressure_fraction = 0.6;
  harness::result::Point point;
  step_of({.scarce = usage}).phases[0].account.fill(point);
  CHECK(point.throttled_fraction.value() == doctest::Approx(0.5));
  CHECK(point.throttled_ms.value() == doctest::Approx(300));  // of 100 slices
  CHECK(point.cpu_pressure_fraction.value() == doctest::Approx(0.1));
  CHECK(point.io_pressure_fraction.value() == doctest::Approx(0.2));
  CHECK(point.memory_pressure_fraction.value() == doctest::Approx(0.3));
  CHECK(point.cgroup_cpu_pressure_fraction.value() == doctest::Approx(0.4));
  CHECK(point.cgroup_io_pressure_fraction.value() == doctest::Approx(0.5));
  CHECK(point.cgroup_memory_pressure_fraction.value() == doctest::Approx(0.6));
}

TEST_CASE("a named process that ended fails the run, and is told by name") {
  MeasuredStep step = step_of();
  CHECK_FALSE(of(step, "named processes stayed"));  // none was named
  step.processes = 2;
  CHECK(of(step, "named processes stayed")->state == CheckState::passed);
  step.lost = {"redis-server (123) ended"};
  CHECK(of(step, "named processes stayed")->state == CheckState::failed);
  CHECK(says(of(step, "named processes stayed"), "redis-server (123) ended"));
}

TEST_CASE("who shares the CPU is told how to name a server that is part of it") {
  const double cores = std::max(1U, std::thread::hardware_concurrency());
  MeasuredStep step = step_of({.others_cores = 0.2 * cores});
  CHECK(says(of(step, "CPU was not shared"), "--with-pid"));
  step.busiest_other = {"redis-server", 4711, 0.3};
  CHECK(says(of(step, "CPU was not shared"), "redis-server (0.30 cores"));
  CHECK(says(of(step, "CPU was not shared"), "--with-pid 4711"));
  CHECK_FALSE(says(of(step_of(), "CPU was not shared"), "--with-pid"));
}

TEST_CASE("where nobody knows which processes the server's are, nobody can say what others took") {
  MeasuredStep step = step_of();
  step.resources = harness::probe::Resources::unknown;
  CHECK(of(step, "CPU was not shared")->state == CheckState::warned);
  CHECK(says(of(step, "CPU was not shared"), "memory and CPU are not known"));
}

TEST_CASE("the target's code is to be optimised, whatever Prony is") {
  const auto built = [](const BuildMark& mark) {
    MeasuredStep step = step_of();
    step.build = mark;
    return of(step, "optimised build");
  };
  CHECK_FALSE(of(step_of(), "optimised build"));  // the target told nothing
  CHECK(built({})->state == CheckState::passed);
  CHECK(built({.assertions = true})->state == CheckState::passed);
  CHECK(says(built({.assertions = true}), "but with assertions"));
  CHECK(built({.optimised = false})->state == CheckState::failed);
  CHECK(says(built({.optimised = false}), "the target's code was built without optimisation"));
  CHECK(built({.sanitizers = "address"})->state == CheckState::failed);
  CHECK(says(built({.sanitizers = "address"}), "with sanitizers (address)"));
}

TEST_CASE("Prony's own build is judged where no target told its own") {
  BuildFacts own;
  own.optimised = false;
  CHECK(says(named(check_run(own, {}, 10s), "optimised build"), "Prony was built as"));
  CHECK(named(check_run(own, {}, 10s), "optimised build")->state == CheckState::failed);
  CHECK_FALSE(named(check_run({}, {}, 10s), "optimised build"));
}

}  // namespace check_surroundings_test
