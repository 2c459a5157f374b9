#include "harness/probe/machine_probe.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "harness/probe/made_up_tree.h"

namespace machine_probe_test {

using namespace harness::probe;

TEST_CASE("the machine's figures from made-up files") {
  const MadeUpTree tree;
  tree.write("stat",
             "cpu  100 20 30 400 50 6 7 8 9 10\ncpu0 1 2 3 4 5 6 7 8 0 0\n"
             "cpu1 1 2 3 4 5 6 7 8 0 0\nintr 12 0 0\ncpu2 9\n");
  tree.write("pressure/cpu",
             "some avg10=1.25 avg60=0.06 avg300=0.18 total=6236464\n"
             "full avg10=9.00 avg60=0.00 avg300=0.00 total=1\n");
  tree.write("pressure/io", "some avg10=0.00 avg60=0.00 avg300=0.00 total=77\n");
  tree.write("pressure/memory", "some avg10=0.00 avg60=0.00 avg300=0.00 total=0\n");
  tree.write("loadavg", "0.75 0.50 0.25 1/93 6153\n");
  const MachineFigures figures = MachineProbe(tree.root()).read();
  CHECK(figures.total_jiffies == 100 + 20 + 30 + 400 + 50 + 6 + 7 + 8);  // guests are in user
  CHECK(figures.idle_jiffies == 450);
  CHECK(figures.steal_jiffies == 8);
  CHECK(figures.cores == 2);
  CHECK(figures.cpu_pressure_percent == 1.25);
  CHECK(figures.cpu_pressure_us == 6236464);
  CHECK(figures.io_pressure_us == 77);
  CHECK(figures.memory_pressure_us == 0);
  CHECK(figures.load == 0.75);
}

TEST_CASE("missing and malformed files leave their figures empty, and only theirs") {
  const MadeUpTree tree;
  SUBCASE("missing") {}
  SUBCASE("malformed") {
    tree.write("stat", "cpu  100 20 x 400 50 6 7 8\n");
    tree.write("pressure/cpu", "full avg10=9.00 total=1\n");
    tree.write("pressure/io", "some total=x\n");
    tree.write("loadavg", "a lot\n");
  }
  SUBCASE("cut short") {
    tree.write("stat", "cpu  100 20 30 400 50 6 7");  // kernels before 2.6.11 had no steal
    tree.write("pressure/cpu", "some avg10= total=-3");
    tree.write("loadavg", "");
  }
  SUBCASE("nothing but line ends") {
    tree.write("stat", "\n\n\n");
    tree.write("pressure/cpu", "\n");
    tree.write("loadavg", "\n");
  }
  const MachineFigures figures = MachineProbe(tree.root()).read();
  CHECK_FALSE(figures.total_jiffies);
  CHECK_FALSE(figures.idle_jiffies);
  CHECK_FALSE(figures.steal_jiffies);
  CHECK_FALSE(figures.cores);
  CHECK_FALSE(figures.cpu_pressure_percent);
  CHECK_FALSE(figures.cpu_pressure_us);
  CHECK_FALSE(figures.io_pressure_us);
  CHECK_FALSE(figures.memory_pressure_us);
  CHECK_FALSE(figures.load);
}

TEST_CASE("this machine has the cores that the system says it has") {
  const MachineFigures figures = MachineProbe().read();
  CHECK(figures.cores == static_cast<std::uint64_t>(::sysconf(_SC_NPROCESSORS_ONLN)));
  REQUIRE(figures.total_jiffies);
  CHECK(*figures.total_jiffies > *figures.idle_jiffies);
}

}  // namespace machine_probe_test
