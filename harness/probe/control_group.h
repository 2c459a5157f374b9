// Where the process's control group (cgroup) can be seen.
#pragma once

#include <filesystem>
#include <vector>

namespace harness::probe {

/// Folders with the kernel's files of control groups. What /proc/self/cgroup names may lie outside
/// of what a container can see; its own group is then the root of what is mounted there.
struct ControlGroup {
  /// Those that the CPU controller (version 2 or 1) has of the process's own group, and of the ones
  /// above it; innermost first.
  std::vector<std::filesystem::path> cpu;
  /// The process's own group in version 2's tree, where its pressure is told; empty if there is
  /// none.
  std::filesystem::path unified;
};

ControlGroup find_control_group(const std::filesystem::path& proc,
                                const std::filesystem::path& sys);

}  // namespace harness::probe
