#include "harness/probe/group_probe.h"

#include "harness/probe/control_group.h"
#include "harness/probe/cpu_quota.h"
#include "harness/probe/pressure.h"
#include "harness/probe/proc_text.h"
#include "harness/probe/text_file.h"

namespace harness::probe {
namespace {

using std::filesystem::path;

Throttling read_throttling(const path& group, double cores) {
  Throttling throttling{.cores = cores};
  const auto text = read_text(group / "cpu.stat");
  if (!text) return throttling;
  throttling.periods = number_after(*text, "nr_periods");
  throttling.throttled = number_after(*text, "nr_throttled");
  throttling.throttled_us = number_after(*text, "throttled_usec");
  if (const auto ns = number_after(*text, "throttled_time")) {  // version 1's word for it
    throttling.throttled_us = *ns / 1000;
  }
  return throttling;
}

}  // namespace

GroupProbe::GroupProbe(const path& proc, const path& sys) {
  const ControlGroup group = find_control_group(proc, sys);
  own_ = group.unified;
  for (const path& folder : group.cpu) {
    if (const auto cores = quota_of_group(folder).cores) limited_.push_back({folder, *cores});
  }
}

GroupFigures GroupProbe::read() const {
  GroupFigures figures;
  for (const Limited& one : limited_) {
    figures.quotas.push_back(read_throttling(one.folder, one.cores));
  }
  if (own_.empty()) return figures;
  figures.cpu_pressure_us = read_pressure(own_ / "cpu.pressure").some_us;
  figures.io_pressure_us = read_pressure(own_ / "io.pressure").some_us;
  figures.memory_pressure_us = read_pressure(own_ / "memory.pressure").some_us;
  return figures;
}

}  // namespace harness::probe
