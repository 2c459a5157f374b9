// How many cores the process's control group may use.
#pragma once

#include <filesystem>
#include <optional>

namespace harness::probe {

/// A limit set by the process's cgroup (version 2 or 1), or by one above it: the lowest.
struct CpuQuota {
  bool known = false;           // some cgroup could be asked
  std::optional<double> cores;  // empty: no limit
};

/// Of one group, whose files are in that folder.
CpuQuota quota_of_group(const std::filesystem::path& group);

CpuQuota read_cpu_quota(const std::filesystem::path& proc, const std::filesystem::path& sys);

}  // namespace harness::probe
