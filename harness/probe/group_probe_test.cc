#include "harness/probe/group_probe.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "harness/probe/made_up_tree.h"
#include "harness/probe/usage.h"

namespace group_probe_test {

using namespace harness::probe;
using namespace std::chrono_literals;

namespace {

GroupProbe probe_of(const MadeUpTree& tree) {
  return GroupProbe(tree.root() / "proc", tree.root() / "sys");
}

void write_stat(const MadeUpTree& tree, const std::string& group, int periods, int throttled,
                int us) {
  tree.write("sys/fs/cgroup/" + group + "/cpu.stat",
             fmt::format("usage_usec 17\nuser_usec 9\nsystem_usec 8\nnr_periods {}\n"
                         "nr_throttled {}\nthrottled_usec {}\nnr_bursts 0\nburst_usec 0\n",
                         periods, throttled, us));
}

/// What was used between two reads, a second apart.
Usage between(const GroupFigures& from, const GroupFigures& to) {
  Snapshot early, late;
  early.group = from;
  late.group = to;
  late.when = early.when + 1s;
  return usage_between(early, late);
}

}  // namespace

TEST_CASE("version 2: what a quota held up between two looks") {
  const MadeUpTree tree;
  tree.write("proc/self/cgroup", "0::/app\n");
  tree.write("sys/fs/cgroup/app/cpu.max", "150000 100000\n");
  write_stat(tree, "app", 100, 10, 4'000);
  const GroupProbe probe = probe_of(tree);
  const GroupFigures before = probe.read();
  write_stat(tree, "app", 248, 83, 416'000);
  const Usage usage = between(before, probe.read());
  CHECK(usage.quota_cores == 1.5);
  CHECK(usage.quota_periods == 148);
  CHECK(usage.throttled_periods == 73);
  CHECK(usage.throttled_ms == 412);
}

TEST_CASE("version 1 tells the same in other words") {
  for (const std::string name : {"cpu", "cpu,cpuacct"}) {
    const MadeUpTree tree;
    tree.write("proc/self/cgroup", "4:cpu,cpuacct:/app\n3:memory:/other\n");
    const std::string folder = "sys/fs/cgroup/" + name + "/app/";
    tree.write(folder + "cpu.cfs_quota_us", "50000\n");
    tree.write(folder + "cpu.cfs_period_us", "100000\n");
    tree.write(folder + "cpu.stat", "nr_periods 5\nnr_throttled 1\nthrottled_time 1000000\n");
    const GroupProbe probe = probe_of(tree);
    const GroupFigures before = probe.read();
    tree.write(folder + "cpu.stat", "nr_periods 15\nnr_throttled 8\nthrottled_time 31000000\n");
    const Usage usage = between(before, probe.read());
    CHECK(usage.quota_cores == 0.5);
    CHECK(usage.quota_periods == 10);
    CHECK(usage.throttled_periods == 7);
    CHECK(usage.throttled_ms == 30);
  }
}

TEST_CASE("in a container its own group is the root of what it sees") {
  const MadeUpTree tree;
  SUBCASE("with a namespace of its own") {
    tree.write("proc/self/cgroup", "0::/\n");
  }
  SUBCASE("without") {
    tree.write("proc/self/cgroup", "0::/system.slice/docker-1f.scope\n");
  }
  SUBCASE("moved out of its namespace's root") {
    tree.write("proc/self/cgroup", "0::/../b\n");
  }
  tree.write("sys/fs/cgroup/cpu.max", "200000 100000\n");
  write_stat(tree, ".", 7, 2, 9);
  const GroupFigures figures = probe_of(tree).read();
  REQUIRE(figures.quotas.size() == 1);
  CHECK(figures.quotas[0].cores == 2);
  CHECK(figures.quotas[0].throttled == 2);
}

TEST_CASE("of a quota within a quota the one that held the program up is told") {
  const MadeUpTree tree;
  tree.write("proc/self/cgroup", "0::/pod/app\n");
  tree.write("sys/fs/cgroup/pod/cpu.max", "300000 100000\n");
  tree.write("sys/fs/cgroup/pod/app/cpu.max", "200000 100000\n");
  write_stat(tree, "pod", 100, 0, 0);
  write_stat(tree, "pod/app", 100, 0, 0);
  const GroupProbe probe = probe_of(tree);
  const GroupFigures before = probe.read();
  SUBCASE("the inner one") {
    write_stat(tree, "pod", 110, 1, 1000);
    write_stat(tree, "pod/app", 110, 5, 1000);
    const Usage usage = between(before, probe.read());
    CHECK(usage.quota_cores == 2);
    CHECK(usage.throttled_periods == 5);
  }
  SUBCASE("the outer one, which others use up") {
    write_stat(tree, "pod", 110, 9, 1000);
    write_stat(tree, "pod/app", 110, 0, 0);
    const Usage usage = between(before, probe.read());
    CHECK(usage.quota_cores == 3);
    CHECK(usage.throttled_periods == 9);
  }
  SUBCASE("none: a measured zero, of the inner one") {
    write_stat(tree, "pod", 110, 0, 0);
    write_stat(tree, "pod/app", 104, 0, 0);
    const Usage usage = between(before, probe.read());
    CHECK(usage.quota_periods == 4);
    CHECK(usage.throttled_periods == 0);
  }
}

TEST_CASE("without a quota, or where it can't be read, nothing is said") {
  const MadeUpTree tree;
  SUBCASE("nothing there") {}
  SUBCASE("no limit") {
    tree.write("proc/self/cgroup", "0::/app\n");
    tree.write("sys/fs/cgroup/app/cpu.max", "max 100000\n");
    write_stat(tree, "app", 3, 1, 5);
  }
  SUBCASE("a quota, but no counts") {
    tree.write("proc/self/cgroup", "0::/app\n");
    tree.write("sys/fs/cgroup/app/cpu.max", "100000 100000\n");
    SUBCASE("no file") {}
    SUBCASE("the controller is off") {
      tree.write("sys/fs/cgroup/app/cpu.stat", "usage_usec 1\nuser_usec 1\nsystem_usec 0\n");
    }
    SUBCASE("nonsense") {
      tree.write("sys/fs/cgroup/app/cpu.stat",
                 "nr_periods -3\nnr_throttled many\nthrottled_usec 99999999999999999999\n");
    }
    SUBCASE("cut short") {
      tree.write("sys/fs/cgroup/app/cpu.stat", "nr_periods");
    }
    SUBCASE("not text") {
      tree.write("sys/fs/cgroup/app/cpu.stat", std::string(100'000, '\0'));
    }
  }
  SUBCASE("a path that leads out") {
    tree.write("proc/self/cgroup", "0::/../../../etc\n1:cpu:../x\n:::\n0::");
    tree.write("etc/cpu.max", "1 100000\n");
  }
  const GroupProbe probe = probe_of(tree);
  const Usage usage = between(probe.read(), probe.read());
  CHECK_FALSE(usage.throttled_periods);
  CHECK_FALSE(usage.quota_periods);
  CHECK_FALSE(usage.throttled_ms);
  CHECK_FALSE(usage.group_io_pressure_fraction);
}

TEST_CASE("the group's pressure, where version 2's tree has it") {
  for (const std::string root : {"", "unified/"}) {
    const MadeUpTree tree;
    tree.write("proc/self/cgroup", "1:cpu:/\n0::/app\n");
    const std::string folder = "sys/fs/cgroup/" + root + "app/";
    const auto write = [&](const char* what, int total) {
      tree.write(folder + what + ".pressure",
                 fmt::format("some avg10=0.00 avg60=0.00 avg300=0.00 total={}\n"
                             "full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n",
                             total));
    };
    for (const char* what : {"cpu", "io", "memory"}) write(what, 1000);
    const GroupProbe probe = probe_of(tree);
    const GroupFigures before = probe.read();
    write("cpu", 501'000);
    write("io", 121'000);
    const Usage usage = between(before, probe.read());
    CHECK(usage.group_cpu_pressure_fraction.value() == doctest::Approx(0.5));
    CHECK(usage.group_io_pressure_fraction.value() == doctest::Approx(0.12));
    CHECK(usage.group_memory_pressure_fraction == 0);
  }
}

}  // namespace group_probe_test
