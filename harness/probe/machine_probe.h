// What the machine did meanwhile: stolen time, pressure, load.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace harness::probe {

/// The machine's figures: jiffies are totals since it started, over all cores. What can't be read
/// is empty.
struct MachineFigures {
  std::optional<std::uint64_t> total_jiffies;  // idle and stolen ones too
  std::optional<std::uint64_t> idle_jiffies;   // waiting for I/O is idle
  std::optional<std::uint64_t> steal_jiffies;  // a virtual core was ready, and another machine ran
  std::optional<std::uint64_t> cores;          // online
  /// Share of the last 10 s in which some task waited for a core, in percent.
  std::optional<double> cpu_pressure_percent;
  std::optional<std::uint64_t> cpu_pressure_us;  // total time of the same
  /// Total time in which some task waited for storage, or for memory to be freed or fetched back.
  std::optional<std::uint64_t> io_pressure_us, memory_pressure_us;
  std::optional<double> load;  // tasks running or about to, mean of a minute
};

/// Reads a machine's figures from /proc/stat, /proc/pressure and /proc/loadavg.
class MachineProbe {
 public:
  explicit MachineProbe(std::filesystem::path proc = "/proc");
  MachineFigures read() const;

 private:
  std::filesystem::path proc_;
};

}  // namespace harness::probe
