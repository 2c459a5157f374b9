// Which of the other programs kept the machine busy.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "harness/clock.h"
#include "harness/probe/proc_text.h"

namespace harness::probe {

/// A program that used the CPU, with the children that it has waited for.
struct BusyProgram {
  std::string name;  // as the kernel has it, printable
  pid_t pid = 0;
  double cores = 0;  // mean number of cores that it kept busy
};

/// The CPU time of all programs but those that are measured. Each look reads the stat file of every
/// process of the machine, some 10 us each: call it outside of the timed region. Not thread-safe.
class OtherPrograms {
 public:
  explicit OtherPrograms(std::filesystem::path proc = "/proc") : proc_(std::move(proc)) {}

  /// Counts from now on.
  void begin(Instant now);

  /// Of the programs that are there now, the one that has used most of the CPU since begin(); empty
  /// if none has. Those of `measured` and their descendants are none of them. Precondition: begin()
  /// was called.
  std::optional<BusyProgram> busiest(Instant now, std::span<const pid_t> measured) const;

 private:
  struct Known {
    std::uint64_t started_ticks = 0;  // numbers are used again
    std::uint64_t ticks = 0;          // used before begin(), its waited children's among them
    pid_t parent = 0;
  };

  /// By process; of those that are there now.
  std::map<pid_t, std::uint64_t> used_since(const std::vector<ProcessStat>& now) const;

  std::filesystem::path proc_;
  std::map<pid_t, Known> known_;  // those that were there at begin()
  Instant begun_;
};

}  // namespace harness::probe
