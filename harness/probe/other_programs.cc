#include "harness/probe/other_programs.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "harness/probe/process_tree.h"
#include "harness/probe/text_file.h"

namespace harness::probe {
namespace {

constexpr int longest_chain = 100;  // of parents; what we read could hold a circle

std::uint64_t used_ticks(const ProcessStat& stat) {
  return stat.user_ticks + stat.system_ticks + stat.waited_user_ticks + stat.waited_system_ticks;
}

}  // namespace

void OtherPrograms::begin(Instant now) {
  known_.clear();
  for (const ProcessStat& stat : processes_outside(proc_, {})) {
    known_[stat.pid] = {stat.started_ticks, used_ticks(stat), stat.parent};
  }
  begun_ = now;
}

std::map<pid_t, std::uint64_t> OtherPrograms::used_since(
    const std::vector<ProcessStat>& now) const {
  std::map<pid_t, std::uint64_t> used;
  std::map<pid_t, std::uint64_t> starts;
  for (const ProcessStat& stat : now) {
    used[stat.pid] = used_ticks(stat);
    starts[stat.pid] = stat.started_ticks;
  }
  for (const auto& [pid, known] : known_) {
    // Who has ended since has left all that it ever used to its parent, or to the parent's parent:
    // what it had used before begin() is to be taken off there.
    pid_t heir = pid;
    bool there = starts.contains(pid) && starts[pid] == known.started_ticks;
    for (int steps = 0; !there && steps < longest_chain; ++steps) {
      const auto above = known_.find(heir);
      if (above == known_.end()) break;
      heir = above->second.parent;
      there = starts.contains(heir);
    }
    if (there) used[heir] -= std::min(used[heir], known.ticks);
  }
  return used;
}

std::optional<BusyProgram> OtherPrograms::busiest(Instant now,
                                                  std::span<const pid_t> measured) const {
  const double seconds = std::chrono::duration<double>(now - begun_).count();
  const auto used = used_since(processes_outside(proc_, measured));
  const auto most = std::ranges::max_element(used, {}, [](const auto& one) { return one.second; });
  if (most == used.end() || most->second == 0 || seconds <= 0) return std::nullopt;
  const pid_t pid = most->first;
  const auto text = read_text(proc_ / std::to_string(pid) / "stat", 4096);
  const double ticks_per_s = static_cast<double>(::sysconf(_SC_CLK_TCK));
  return BusyProgram{text ? process_name(*text) : std::string(), pid,
                     static_cast<double>(most->second) / ticks_per_s / seconds};
}

}  // namespace harness::probe
