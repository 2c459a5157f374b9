// What kind of machine this is, and how it is set up.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "harness/probe/cpu_quota.h"
#include "harness/probe/machine_probe.h"

namespace harness::environment {

/// Where the facts are read from; tests hand in made-up trees.
struct EnvironmentSources {
  std::filesystem::path proc = "/proc";
  std::filesystem::path sys = "/sys";
  std::filesystem::path etc = "/etc";
  std::filesystem::path results = ".";  // the folder that results go to, or will
};

/// Whatever of the machine bears on speed. What can't be read is empty.
struct MachineFacts {
  using Text = std::optional<std::string>;
  Text cpu;
  std::optional<std::uint64_t> usable_cores;  // that this process may run on
  probe::CpuQuota quota;
  std::optional<std::uint64_t> memory_bytes;
  Text kernel, distribution;
  std::optional<bool> virtual_machine;
  std::optional<bool> invariant_tsc;  // empty where the processor has no such thing
  Text clock_source;
  Text governor, frequency_driver;
  std::optional<bool> turbo;
  Text transparent_huge_pages;
  Text results_filesystem;
  probe::MachineFigures now;
};

MachineFacts read_machine_facts(const EnvironmentSources& sources);

}  // namespace harness::environment
