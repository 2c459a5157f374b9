#include "harness/probe/process_tree.h"

#include <sys/wait.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <functional>
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

/// Takes a root and its descendants out of `all`. Each round takes the children of one more; as
/// what is taken is gone, even a circle in what we read comes to an end.
std::vector<ProcessStat> take_tree(std::vector<ProcessStat>& all, pid_t root) {
  std::vector<ProcessStat> tree;
  const auto take = [&](auto belongs) {
    const auto first = std::partition(all.begin(), all.end(), std::not_fn(belongs));
    std::move(first, all.end(), std::back_inserter(tree));
    all.erase(first, all.end());
  };
  take([&](const ProcessStat& stat) { return stat.pid == root; });
  for (std::size_t next = 0; next < tree.size(); ++next) {
    take([parent = tree[next].pid](const ProcessStat& stat) { return stat.parent == parent; });
  }
  return tree;
}

}  // namespace

std::vector<std::vector<ProcessStat>> process_trees(const std::filesystem::path& proc,
                                                    std::span<const pid_t> roots) {
  std::vector<ProcessStat> all = all_processes(proc);
  std::vector<std::vector<ProcessStat>> trees;
  for (const pid_t root : roots) trees.push_back(take_tree(all, root));
  return trees;
}

std::vector<ProcessStat> processes_outside(const std::filesystem::path& proc,
                                           std::span<const pid_t> roots) {
  std::vector<ProcessStat> all = all_processes(proc);
  for (const pid_t root : roots) take_tree(all, root);
  return all;
}

bool has_children() {
  siginfo_t ignored{};
  const int state = ::waitid(P_ALL, 0, &ignored, WEXITED | WNOHANG | WNOWAIT | __WALL);
  return state == 0 || errno != ECHILD;
}

}  // namespace harness::probe
