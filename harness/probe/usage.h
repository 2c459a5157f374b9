// What was used between two moments.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/clock.h"
#include "harness/probe/allocation_count.h"
#include "harness/probe/group_probe.h"
#include "harness/probe/machine_probe.h"
#include "harness/probe/process_probe.h"

namespace harness::probe {

/// All probes' figures at one moment.
struct Snapshot {
  Instant when;
  ProcessFigures process;
  MachineFigures machine;
  GroupFigures group;
  std::optional<AllocationCount> allocations;
};

/// What happened between two snapshots: means and differences of the interval, and RSS, threads and
/// open files at its end.
/// Empty where either snapshot lacks the figure, where the interval has no length, and where a
/// total went down (a descendant that nobody waited for took its share away).
struct Usage {
  using Figure = std::optional<double>;
  Figure cpu_cores;          // mean number of cores that the process tree kept busy
  Figure asking_cpu_cores;   // of a process that only asks, which is then no part of the others
  Figure machine_cpu_cores;  // the same of everything on the machine
  Figure io_operations, read_mib, written_mib;
  Figure context_switches, involuntary_switches;  // all of them, and those by force
  Figure page_faults, major_faults;               // all of them, and those that waited for storage
  Figure allocations, allocated_mib;
  Figure steal_fraction;  // of the time of all cores, 0 to 1
  /// Of the time, 0 to 1, in which some task waited for a core, for storage, for memory: of the
  /// machine, and of the process's own control group.
  Figure cpu_pressure_fraction, io_pressure_fraction, memory_pressure_fraction;
  Figure group_cpu_pressure_fraction, group_io_pressure_fraction, group_memory_pressure_fraction;
  /// Of the CPU quota that held the process up most, its own group's or one's above: the cores that
  /// it grants, its periods, those in which it was used up, and how long tasks were held up, added
  /// up over the cores.
  Figure quota_cores, quota_periods, throttled_periods, throttled_ms;
  Figure rss_mib, rss_mib_peak;
  Figure threads, open_files;
};

/// Precondition: both snapshots are of the same sampler, and `from` is the older one.
Usage usage_between(const Snapshot& from, const Snapshot& to);

/// Takes snapshots of this process (or another one), its control group and the machine. Not
/// thread-safe: the observer's thread owns it.
class Sampler {
 public:
  Sampler() = default;
  Sampler(ProcessProbe process, MachineProbe machine, GroupProbe group = GroupProbe())
      : process_(std::move(process)), machine_(std::move(machine)), group_(std::move(group)) {}

  /// `now`: the moment, on the axis that the intervals' lengths are to be measured on.
  Snapshot take(Instant now) {
    return {now, process_.read(), machine_.read(), group_.read(),
            resources_ == Resources::whole_program ? probe::allocations() : std::nullopt};
  }

  /// See ProcessProbe::follow and ProcessProbe::lost.
  void follow(std::vector<NamedProcess> others, Resources resources = Resources::whole_program) {
    resources_ = resources;
    process_.follow(std::move(others), resources);
  }
  std::vector<std::string> lost() const { return process_.lost(); }

  /// See ProcessProbe::reset_peak.
  bool reset_peak() { return process_.reset_peak(); }

 private:
  Resources resources_ = Resources::whole_program;
  ProcessProbe process_;
  MachineProbe machine_;
  GroupProbe group_;
};

}  // namespace harness::probe
