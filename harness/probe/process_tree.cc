#include "harness/probe/process_tree.h"

#include <sys/wait.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <iterator>
#include <system_error>

#include "harness/probe/text_file.h"

namespace harness::probe {
namespace {

bool names_process(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(),
                                      [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::vector<ProcessStat> all_processes(const std::filesystem::path& proc) {
  std::vector<ProcessStat> all;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(proc, error), end; !error && entry != end;
       entry.increment(error)) {
    if (!names_process(entry->path().filename().native())) continue;
    const auto text = read_text(entry->path() / "stat", 4096);
    if (!text) continue;  // it has ended meanwhile
    if (const auto stat = parse_process_stat(*text)) all.push_back(*stat);
  }
  return all;
}

}  // namespace

std::vector<ProcessStat> descendants(const std::filesystem::path& proc, pid_t pid) {
  std::vector<ProcessStat> all = all_processes(proc);
  std::erase_if(all, [&](const ProcessStat& stat) { return stat.pid == pid; });
  std::vector<ProcessStat> found;
  // Each round takes the children of one more; what is taken leaves `all`, so that even a circle in
  // what we read comes to an end.
  pid_t parent = pid;
  for (std::size_t next = 0;; parent = found[next++].pid) {
    const auto children = std::partition(
        all.begin(), all.end(), [&](const ProcessStat& stat) { return stat.parent != parent; });
    std::move(children, all.end(), std::back_inserter(found));
    all.erase(children, all.end());
    if (next == found.size()) return found;
  }
}

bool has_children() {
  siginfo_t ignored{};
  const int state = ::waitid(P_ALL, 0, &ignored, WEXITED | WNOHANG | WNOWAIT | __WALL);
  return state == 0 || errno != ECHILD;
}

}  // namespace harness::probe
