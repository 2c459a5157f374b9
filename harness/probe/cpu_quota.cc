#include "harness/probe/cpu_quota.h"

#include <algorithm>
#include <string_view>

#include "harness/probe/control_group.h"
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

}  // namespace

CpuQuota quota_of_group(const path& group) {
  CpuQuota found;
  if (const auto text = read_line(group / "cpu.max")) {
    std::string_view rest = *text;
    const std::string_view quota = next_word(rest);
    add_limit(quota, next_word(rest), found);
  }
  const auto quota = read_line(group / "cpu.cfs_quota_us");
  const auto period = read_line(group / "cpu.cfs_period_us");
  if (quota && period) add_limit(*quota, *period, found);
  return found;
}

CpuQuota read_cpu_quota(const path& proc, const path& sys) {
  CpuQuota lowest;
  for (const path& group : find_control_group(proc, sys).cpu) {
    const CpuQuota one = quota_of_group(group);
    lowest.known = lowest.known || one.known;
    if (one.cores) lowest.cores = std::min(*one.cores, lowest.cores.value_or(*one.cores));
  }
  return lowest;
}

}  // namespace harness::probe
