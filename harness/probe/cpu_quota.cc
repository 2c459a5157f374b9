#include "harness/probe/cpu_quota.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "harness/probe/proc_text.h"
#include "harness/probe/text_file.h"

namespace harness::probe {
namespace {

using std::filesystem::path;

/// Both in microseconds. A quota that is no number ("max", "-1") is no limit.
void add_limit(std::string_view quota, std::string_view period, CpuQuota& found) {
  found.known = true;
  const auto quota_us = whole_number(quota);
  const auto period_us = whole_number(period);
  if (!quota_us || !period_us || *period_us == 0) return;
  const double cores = static_cast<double>(*quota_us) / static_cast<double>(*period_us);
  found.cores = std::min(cores, found.cores.value_or(cores));
}

void read_limit(const path& group, CpuQuota& found) {
  if (const auto text = read_line(group / "cpu.max")) {
    std::string_view rest = *text;
    const std::string_view quota = next_word(rest);
    add_limit(quota, next_word(rest), found);
  }
  const auto quota = read_line(group / "cpu.cfs_quota_us");
  const auto period = read_line(group / "cpu.cfs_period_us");
  if (quota && period) add_limit(*quota, *period, found);
}

/// The group that a line of /proc/PID/cgroup ("0::/a/b", "4:cpu,cpuacct:/a/b") names, relative to
/// the root of its hierarchy. In a container it may not be visible from there.
path group_of(std::string_view line) {
  const std::size_t controllers = line.find(':');
  if (controllers == std::string_view::npos) return {};
  const std::size_t name = line.find(":/", controllers + 1);
  if (name == std::string_view::npos) return {};
  const path group = path(line.substr(name + 2)).lexically_normal();
  return group.begin() != group.end() && *group.begin() == ".." ? path{} : group;
}

bool controls_cpu(std::string_view line) {
  return line.starts_with("0::") || line.find(":cpu:") != std::string_view::npos ||
         line.find(":cpu,") != std::string_view::npos ||
         line.find(",cpu:") != std::string_view::npos;
}

}  // namespace

CpuQuota read_cpu_quota(const path& proc, const path& sys) {
  CpuQuota found;
  const auto text = read_text(proc / "self/cgroup");
  if (!text) return found;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::string_view line = next_line(rest);
    if (!controls_cpu(line)) continue;
    const path root = sys / (line.starts_with("0::") ? "fs/cgroup" : "fs/cgroup/cpu");
    for (path group = group_of(line); !group.empty(); group = group.parent_path()) {
      read_limit(root / group, found);
    }
    read_limit(root, found);
  }
  return found;
}

}  // namespace harness::probe
