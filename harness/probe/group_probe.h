// What the process's control group was denied: CPU time by its quota, and what its tasks waited
// for.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace harness::probe {

/// What a control group's CPU quota did: totals since the group was made. A period is 100 ms,
/// unless somebody set it otherwise.
struct Throttling {
  using Figure = std::optional<std::uint64_t>;
  double cores = 0;     // the quota
  Figure periods;       // in which something in the group wanted to run
  Figure throttled;     // of these: in which the quota was used up before the period was
  Figure throttled_us;  // how long tasks were held up by it, added up over the cores
};

/// The control group's figures. What can't be read is empty.
struct GroupFigures {
  /// Of the process's own group and of those above it, as far as they have a quota: the ones that
  /// had it when the probe was made, in the same order at each read.
  std::vector<Throttling> quotas;
  /// Total time in which some task of the own group waited for a core, storage, memory.
  std::optional<std::uint64_t> cpu_pressure_us, io_pressure_us, memory_pressure_us;
};

/// Reads the figures of this process's control group (version 2 or 1): cpu.stat and, of version 2,
/// the pressure files.
class GroupProbe {
 public:
  explicit GroupProbe(const std::filesystem::path& proc = "/proc",
                      const std::filesystem::path& sys = "/sys");
  GroupFigures read() const;

 private:
  struct Limited {
    std::filesystem::path folder;
    double cores;
  };
  std::vector<Limited> limited_;
  std::filesystem::path own_;
};

}  // namespace harness::probe
