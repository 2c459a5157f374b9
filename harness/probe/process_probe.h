// What a process and its descendants have used.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "harness/probe/named_process.h"
#include "harness/probe/proc_text.h"
#include "harness/probe/resources.h"

namespace harness::probe {

/// A process's figures with those of its whole tree of descendants, and of the processes that it is
/// told to follow: totals since they began, RSS, threads and processes as they are now. What can't
/// be read is empty. Figures of a descendant that has ended stay in, through its parent, if the
/// parent waited for it; its context switches do so only for a child of the probing process itself.
struct ProcessFigures {
  using Figure = std::optional<std::uint64_t>;
  Figure rss_bytes;       // pages that several processes share count once in each
  Figure rss_peak_bytes;  // see ProcessProbe::reset_peak
  Figure cpu_ns;          // user and system
  Figure io_operations;   // reading and writing system calls, on sockets and pipes too, without
                          // those that the probes themselves made
  Figure read_bytes, written_bytes;  // that reached storage, or will
  Figure voluntary_switches, involuntary_switches;
  Figure minor_faults, major_faults;
  Figure threads, processes;
  Figure open_files;     // descriptors: files, sockets, pipes
  Figure asking_cpu_ns;  // of a process that is not measured itself: see Resources
};

/// Reads a process's figures from /proc, and this process's own from finer clocks where there are
/// some. A read costs some tens of microseconds while there are no descendants; with them, or for
/// another process, a look at every process of the machine (see descendants()). Not thread-safe.
class ProcessProbe {
 public:
  /// Without `pid`: this process. `proc`: where /proc is, or a made-up tree.
  explicit ProcessProbe(std::optional<pid_t> pid = {}, std::filesystem::path proc = "/proc");

  ProcessFigures read();

  /// Counts these and their descendants, too, from the next read on, in place of others that were
  /// named before; each process once, whatever it descends from. What one used until it ended stays
  /// in the totals. Where the probing process only asks, what it used is told apart; I/O operations
  /// are then not known from the first descendant on that has ended.
  void follow(std::vector<NamedProcess> processes, Resources resources = Resources::whole_program);

  /// A line on each followed process that was no longer there when read() looked for it: "redis (7)
  /// ended".
  std::vector<std::string> lost() const;

  /// The peak of RSS counts from now on; false if the kernel doesn't let us, and it still counts
  /// from the process's start. The peak is exact for the process itself; with descendants or
  /// others it is the largest sum that a read() has seen, if that is more.
  bool reset_peak();

 private:
  struct Followed {
    NamedProcess process;
    ProcessFigures last;  // of its tree, as of the last read that found it
    std::string lost;     // why there is no more to come; empty: it lives
  };

  ProcessFigures read_ended(const ProcessStat& stat) const;
  void add_others(ProcessFigures& total);
  ProcessFigures sum_of(const std::vector<ProcessStat>& tree) const;
  ProcessFigures read_one(const ProcessStat& stat) const;
  std::optional<std::uint64_t> cpu_ns(const ProcessStat& stat) const;
  void read_io(const ProcessStat& stat, ProcessFigures& figures) const;
  void read_switches(const ProcessStat& stat, const std::optional<std::string>& status,
                     ProcessFigures& figures) const;
  std::filesystem::path folder(pid_t pid) const { return proc_ / std::to_string(pid); }
  bool own(const ProcessStat& stat) const { return own_ && stat.pid == pid_; }

  pid_t pid_;
  std::filesystem::path proc_;
  bool real_;  // process ids in proc_ mean something to system calls
  bool own_;   // the process is the probing one
  Resources resources_ = Resources::whole_program;
  std::vector<Followed> followed_;
  std::uint64_t peak_seen_ = 0;
};

}  // namespace harness::probe
