#include "harness/environment/environment.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "harness/probe/made_up_tree.h"

namespace environment_test {

using namespace harness::environment;
using namespace harness::probe;

namespace {

EnvironmentSources sources_in(const MadeUpTree& tree) {
  return {tree.root() / "proc", tree.root() / "sys", tree.root() / "etc", tree.root()};
}

BuildFacts release() {
  return {.compiler = "gcc 12.2.0",
          .flags = "-O2 -DNDEBUG",
          .build_type = "Release",
          .sanitizers = "",
          .source_dir = "",
          .optimised = true,
          .assertions = false};
}

std::map<std::string, std::string> by_name(const std::vector<Fact>& facts) {
  return {facts.begin(), facts.end()};
}

bool says(const std::vector<std::string>& sentences, std::string_view words) {
  return std::any_of(sentences.begin(), sentences.end(), [&](const std::string& sentence) {
    return sentence.find(words) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("a machine's facts from made-up files") {
  const MadeUpTree tree;
  tree.write("proc/cpuinfo",
             "processor\t: 0\nmodel name\t: Made-up 9000\n"
             "flags\t\t: fpu constant_tsc nonstop_tsc hypervisor\n\nprocessor\t: 1\n");
  tree.write("proc/meminfo", "MemTotal:       16777216 kB\nMemFree: 1 kB\n");
  tree.write("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
  tree.write("etc/os-release", "NAME=\"X\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
  tree.write("sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc\n");
  tree.write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n");
  tree.write("sys/devices/system/cpu/cpu0/cpufreq/scaling_driver", "intel_pstate\n");
  tree.write("sys/devices/system/cpu/intel_pstate/no_turbo", "0\n");
  tree.write("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n");
  tree.write("proc/self/cgroup", "0::/a/b\n");
  tree.write("sys/fs/cgroup/a/b/cpu.max", "max 100000\n");
  tree.write("sys/fs/cgroup/a/cpu.max", "150000 100000\n");
  const auto facts =
      by_name(facts_of(read_machine_facts(sources_in(tree)), release(), Commit{"abc", true}));
  CHECK(facts.at("cpu") == "Made-up 9000");
  CHECK(facts.at("memory") == "16.0 GiB");
  CHECK(facts.at("kernel") == "6.1.0-18-amd64");
  CHECK(facts.at("distribution") == "Debian GNU/Linux 12 (bookworm)");
  CHECK(facts.at("virtual_machine") == "yes");
  CHECK(facts.at("invariant_tsc") == "yes");
  CHECK(facts.at("clock_source") == "tsc");
  CHECK(facts.at("governor") == "powersave");
  CHECK(facts.at("frequency_driver") == "intel_pstate");
  CHECK(facts.at("turbo") == "yes");
  CHECK(facts.at("transparent_huge_pages") == "madvise");
  CHECK(facts.at("cpu_quota") == "1.50 cores");
  CHECK(facts.at("compiler") == "gcc 12.2.0");
  CHECK(facts.at("commit") == "abc");
  CHECK(facts.at("dirty") == "yes");
  CHECK(facts.at("sanitizers") == "none");
}

TEST_CASE("on a machine that tells nothing the facts are unknown, and not a reason to warn") {
  const MadeUpTree tree;
  MachineFacts machine = read_machine_facts(sources_in(tree));
  machine.results_filesystem.reset();  // the one of the system's temporary folder
  const auto facts = by_name(facts_of(machine, release(), std::nullopt));
  for (const char* name : {"cpu", "memory", "kernel", "distribution", "virtual_machine",
                           "invariant_tsc", "clock_source", "governor", "turbo", "cpu_quota",
                           "transparent_huge_pages", "results_filesystem", "commit", "dirty"}) {
    INFO(name);
    CHECK(facts.at(name) == "unknown");
  }
  CHECK(warnings_of(machine, release(), std::nullopt, {}).empty());
}

TEST_CASE("each thing that speaks against the figures gets a sentence of its own") {
  const auto only = [](const MachineFacts& machine, const BuildFacts& build,
                       const std::optional<Commit>& commit, std::string_view words) {
    const auto sentences = warnings_of(machine, build, commit, {});
    INFO(words);
    CHECK(sentences.size() == 1);
    CHECK(says(sentences, words));
  };
  MachineFacts good;
  good.governor = "performance";
  good.results_filesystem = "ext4";
  good.invariant_tsc = true;
  good.now = {.total_jiffies = {},
              .idle_jiffies = {},
              .steal_jiffies = {},
              .cores = 4,
              .cpu_pressure_percent = 5.0,
              .cpu_pressure_us = {},
              .load = 2.0};
  CHECK(warnings_of(good, release(), Commit{"abc", false}, {}).empty());

  BuildFacts build = release();
  build.optimised = false;
  only(good, build, {}, "debug build");
  build = release();
  build.assertions = true;
  only(good, build, {}, "assertions");
  build = release();
  build.sanitizers = "thread";
  only(good, build, {}, "sanitizer build (thread)");
  only(good, release(), Commit{"abc", true}, "not committed");

  MachineFacts machine = good;
  machine.now.cpu_pressure_percent = 5.1;
  only(machine, release(), {}, "waited for a core");
  machine = good;
  machine.now.load = 2.1;
  only(machine, release(), {}, "a load of 2.1 on 4 cores");
  machine = good;
  machine.governor = "schedutil";
  only(machine, release(), {}, "governor is schedutil");
  machine = good;
  machine.results_filesystem = "tmpfs";
  only(machine, release(), {}, "fsync costs nothing");
  machine = good;
  machine.invariant_tsc = false;
  only(machine, release(), {}, "time-stamp counter");
}

TEST_CASE("the lowest limit of a control group and those above it counts") {
  const MadeUpTree tree;
  const auto quota = [&] { return read_cpu_quota(tree.root() / "proc", tree.root() / "sys"); };
  CHECK_FALSE(quota().known);
  SUBCASE("version 1") {
    tree.write("proc/self/cgroup", "12:memory:/m\n4:cpu,cpuacct:/a\n1:name=systemd:/x\n0::/\n");
    tree.write("sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", "50000\n");
    tree.write("sys/fs/cgroup/cpu/a/cpu.cfs_period_us", "100000\n");
    tree.write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
    tree.write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
    CHECK(quota().cores == 0.5);
  }
  SUBCASE("no limit is known to be none") {
    tree.write("proc/self/cgroup", "0::/a\n");
    tree.write("sys/fs/cgroup/a/cpu.max", "max 100000\n");
    CHECK(quota().known);
    CHECK_FALSE(quota().cores);
  }
  SUBCASE("seen from within a container") {
    tree.write("proc/self/cgroup", "0::/../../elsewhere\n");
    tree.write("elsewhere/cpu.max", "1 100000\n");
    tree.write("sys/fs/cgroup/cpu.max", "200000 100000\n");
    CHECK(quota().cores == 2.0);
  }
  SUBCASE("malformed") {
    tree.write("proc/self/cgroup", "\n:\n::\n0::\n0::/a\ncpu:/\n");
    tree.write("sys/fs/cgroup/a/cpu.max", "100000 0\n");
    CHECK_FALSE(quota().cores);
  }
}

TEST_CASE("the results' file system is that of the nearest folder that exists") {
  const MadeUpTree tree;
  EnvironmentSources sources = sources_in(tree);
  const auto here = read_machine_facts(sources).results_filesystem;
  REQUIRE(here);
  sources.results = tree.root() / "not/yet/there";
  CHECK(read_machine_facts(sources).results_filesystem == here);
  sources.results = "/proc";
  CHECK(read_machine_facts(sources).results_filesystem == "type 0x9fa0");
}

TEST_CASE("this machine and this build, described") {
  const Environment environment = describe_environment();
  const auto facts = by_name(environment.facts);
  CHECK(facts.size() == environment.facts.size());  // no name twice
  CHECK(facts.at("kernel") != "unknown");
  CHECK(facts.at("compiler").find('.') != std::string::npos);
  CHECK(facts.at("build_type") != "unknown");
  const std::string& commit = facts.at("commit");
  CHECK((commit == "unknown" || commit.size() >= 40));
#if defined(NDEBUG)
  CHECK_FALSE(says(environment.warnings, "with assertions"));
#endif
}

}  // namespace environment_test
