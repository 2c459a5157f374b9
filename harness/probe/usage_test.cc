#include "harness/probe/usage.h"

#include <doctest/doctest.h>

#include "harness/probe/made_up_tree.h"

namespace usage_test {

using namespace harness::probe;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t mib = 1024 * 1024;

Snapshot early() {
  Snapshot s;
  s.when = harness::Instant{10s};
  s.process = {.rss_bytes = 10 * mib,
               .rss_peak_bytes = 11 * mib,
               .cpu_ns = 1'000'000'000,
               .io_operations = 100,
               .read_bytes = 0,
               .written_bytes = mib,
               .voluntary_switches = 5,
               .involuntary_switches = 7,
               .minor_faults = 1000,
               .major_faults = 3,
               .threads = 4,
               .processes = 1};
  s.machine = {.total_jiffies = 1000,
               .idle_jiffies = 500,
               .steal_jiffies = 10,
               .cores = 4,
               .cpu_pressure_percent = 0.0,
               .cpu_pressure_us = 1'000'000,
               .io_pressure_us = 100'000,
               .memory_pressure_us = 7,
               .load = 1.0};
  s.allocations = AllocationCount{1000, 64 * mib};
  return s;
}

Snapshot late() {  // 2 s later
  Snapshot s;
  s.when = harness::Instant{12s};
  s.process = {.rss_bytes = 20 * mib,
               .rss_peak_bytes = 31 * mib,
               .cpu_ns = 4'000'000'000,
               .io_operations = 150,
               .read_bytes = 2 * mib,
               .written_bytes = mib,
               .voluntary_switches = 15,
               .involuntary_switches = 9,
               .minor_faults = 1500,
               .major_faults = 4,
               .threads = 2,
               .processes = 1};
  s.machine = {.total_jiffies = 1800,
               .idle_jiffies = 900,
               .steal_jiffies = 210,
               .cores = 4,
               .cpu_pressure_percent = 0.0,
               .cpu_pressure_us = 1'500'000,
               .io_pressure_us = 1'100'000,
               .memory_pressure_us = 7,
               .load = 1.0};
  s.allocations = AllocationCount{4000, 96 * mib};
  return s;
}

}  // namespace

TEST_CASE("usage is means, differences and the state at the end") {
  const Usage usage = usage_between(early(), late());
  CHECK(usage.cpu_cores.value() == doctest::Approx(1.5));
  CHECK(usage.machine_cpu_cores.value() == doctest::Approx(1.0));  // 200 of 800 jiffies, 4 cores
  CHECK(usage.io_operations == 50);
  CHECK(usage.read_mib == 2);
  CHECK(usage.written_mib == 0);  // a measured zero
  CHECK(usage.context_switches == 12);
  CHECK(usage.involuntary_switches == 2);
  CHECK(usage.page_faults == 501);
  CHECK(usage.major_faults == 1);
  CHECK(usage.allocations == 3000);
  CHECK(usage.allocated_mib == 32);
  CHECK(usage.steal_fraction.value() == doctest::Approx(0.25));
  CHECK(usage.cpu_pressure_fraction.value() == doctest::Approx(0.25));
  CHECK(usage.io_pressure_fraction.value() == doctest::Approx(0.5));
  CHECK(usage.memory_pressure_fraction == 0);
  CHECK(usage.rss_mib == 20);
  CHECK(usage.rss_mib_peak == 31);
}

TEST_CASE("nothing is made of figures that one of the snapshots lacks") {
  const Usage usage = usage_between({}, late());
  CHECK_FALSE(usage.cpu_cores);
  CHECK_FALSE(usage.machine_cpu_cores);
  CHECK_FALSE(usage.io_operations);
  CHECK_FALSE(usage.context_switches);
  CHECK_FALSE(usage.page_faults);
  CHECK_FALSE(usage.allocations);
  CHECK_FALSE(usage.steal_fraction);
  CHECK(usage.rss_mib == 20);
}

TEST_CASE("a total that went down, and an interval without length, give no figure") {
  Snapshot from = early(), to = late();
  from.process.cpu_ns = 5'000'000'000;
  CHECK_FALSE(usage_between(from, to).cpu_cores);
  CHECK(usage_between(from, to).io_operations == 50);
  const Usage none = usage_between(early(), early());
  CHECK(none.io_operations == 0);
  CHECK_FALSE(none.steal_fraction);
  CHECK_FALSE(none.machine_cpu_cores);
  to.when = early().when;
  CHECK_FALSE(usage_between(early(), to).cpu_cores);
}

TEST_CASE("a sampler reads its two sources at the moment given") {
  const MadeUpTree tree;
  tree.write("7/stat", "7 (x) S 1 0 0 0 0 0 1 0 1 0 5 5 0 0 20 0 3 0 0 0 2");
  tree.write("stat", "cpu 1 0 0 2 0 0 0 1\ncpu0 1 0 0 2 0 0 0 1\n");
  Sampler sampler(ProcessProbe(7, tree.root()), MachineProbe(tree.root()));
  const Snapshot snapshot = sampler.take(harness::Instant{3s});
  CHECK(snapshot.when == harness::Instant{3s});
  CHECK(snapshot.process.threads == 3);
  CHECK(usage_between(snapshot, snapshot).threads == 3);
  CHECK(snapshot.machine.total_jiffies == 4);
}

}  // namespace usage_test
