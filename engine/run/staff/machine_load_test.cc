#include "engine/run/staff/machine_load.h"

#include <doctest/doctest.h>

#include <chrono>

namespace machine_load_test {

using engine::run::staff::available_share;
using engine::run::staff::idle_ticks;
using engine::run::staff::MachineLoad;
using engine::run::staff::quota_cores;

TEST_CASE("idle time is what cores idled or waited for a disk") {
  CHECK(idle_ticks("cpu  7 8 9 1000 24 6 7 8 9 10\ncpu0 1 1 1 1 1 1 1 1 1 1\n") == 1024.0);
  CHECK_FALSE(idle_ticks("cpu  7 8 9\ncpu0 1 1 1 1 1\n"));
  CHECK_FALSE(idle_ticks("cpu  7 8 9 99999999999999999999999 1\n"));
  CHECK_FALSE(idle_ticks("intr 1 2 3 4 5 6\n"));
  CHECK_FALSE(idle_ticks(""));
}

TEST_CASE("available memory is a share of all") {
  CHECK(available_share("MemTotal:       4000 kB\nMemFree:  5 kB\nMemAvailable:   1000 kB\n") ==
        0.25);
  CHECK(available_share("MemTotal: 10 kB\nMemAvailable: 1000 kB\n") == 1.0);
  CHECK_FALSE(available_share("MemTotal: 0 kB\nMemAvailable: 1000 kB\n"));
  CHECK_FALSE(available_share("MemTotal: 10 kB\nMemFree: 3 kB\n"));
  CHECK_FALSE(available_share("MemTotal:"));
}

TEST_CASE("a cgroup's quota is in cores") {
  CHECK(quota_cores("150000 100000\n") == 1.5);
  CHECK_FALSE(quota_cores("max 100000\n"));
  CHECK_FALSE(quota_cores("0 100000\n"));
  CHECK_FALSE(quota_cores("100000 0\n"));
  CHECK_FALSE(quota_cores("100000\n"));
  CHECK_FALSE(quota_cores(""));
}

TEST_CASE("this machine has cores and memory") {
  MachineLoad load;
  const auto now = std::chrono::steady_clock::now();
  load.refresh(now + std::chrono::seconds(1));
  load.refresh(now + std::chrono::seconds(2));
  const auto reading = load.reading();
  CHECK(reading.cores > 0);
  CHECK(reading.idle_cores >= 0);
  CHECK(reading.memory_available > 0);
  CHECK(reading.memory_available <= 1);
}

}  // namespace machine_load_test
