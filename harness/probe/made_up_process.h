// Processes of a made-up /proc, for tests.
#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <cstdint>
#include <string>

#include "harness/probe/made_up_tree.h"

namespace harness::probe {

struct MadeUpProcess {
  int pid, parent;
  char state = 'S';
  int ticks = 0, waited_ticks = 0, threads = 1, rss_kib = 0, peak_kib = 0, io = 0;
  int started = 99;
};

/// Half of the ticks are user's; 1 minor fault a tick; 1 voluntary switch, 2 involuntary ones.
inline void write(const MadeUpTree& tree, const MadeUpProcess& p,
                  const std::string& name = "worker") {
  const std::string folder = std::to_string(p.pid) + "/";
  tree.write(folder + "stat",
             fmt::format("{} ({}) {} {} 0 0 0 0 0 {} {} 1 2 {} {} {} 0 20 0 {} 0 {} 0 0 0", p.pid,
                         name, p.state, p.parent, p.ticks, p.waited_ticks, p.ticks / 2,
                         p.ticks - p.ticks / 2, p.waited_ticks, p.threads, p.started));
  tree.write(folder + "status",
             fmt::format("Name:\t{}\nTgid:\t{}\nVmHWM:\t{} kB\nVmRSS:\t{} kB\n"
                         "voluntary_ctxt_switches:\t1\nnonvoluntary_ctxt_switches:\t2\n",
                         name, p.pid, p.peak_kib, p.rss_kib));
  tree.write(folder + "io",
             fmt::format("rchar: 7\nsyscr: {}\nsyscw: 1\nread_bytes: 4096\nwrite_bytes: 8192\n"
                         "cancelled_write_bytes: 0\n",
                         p.io));
}

/// As a made-up process's CPU time is read.
inline std::uint64_t ticks_ns(std::uint64_t ticks) {
  return ticks * 1'000'000'000 / static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
}

}  // namespace harness::probe
