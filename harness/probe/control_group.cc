#include "harness/probe/control_group.h"

#include <initializer_list>
#include <string_view>
#include <system_error>

#include "harness/probe/proc_text.h"
#include "harness/probe/text_file.h"

namespace harness::probe {
namespace {

using std::filesystem::path;

bool is_folder(const path& folder) {
  std::error_code error;
  return std::filesystem::is_directory(folder, error);
}

bool of_version_2(std::string_view line) {
  return line.starts_with("0::");
}

/// Does the line of /proc/self/cgroup ("4:cpu,cpuacct:/a/b") name version 1's CPU controller?
bool controls_cpu(std::string_view line) {
  return line.find(":cpu:") != std::string_view::npos ||
         line.find(":cpu,") != std::string_view::npos ||
         line.find(",cpu:") != std::string_view::npos;
}

/// Where the line's hierarchy is mounted by custom. Beside version 1, version 2's is a folder of
/// its own; version 1's controllers may share one.
path root_of(std::string_view line, const path& groups) {
  if (of_version_2(line)) return is_folder(groups / "unified") ? groups / "unified" : groups;
  for (const char* name : {"cpu", "cpu,cpuacct", "cpuacct,cpu"}) {
    if (is_folder(groups / name)) return groups / name;
  }
  return {};
}

/// The group that the line names, relative to the root of its hierarchy. Empty where that is the
/// root itself, or outside of it.
path group_of(std::string_view line) {
  const std::size_t controllers = line.find(':');
  if (controllers == std::string_view::npos) return {};
  const std::size_t name = line.find(":/", controllers + 1);
  if (name == std::string_view::npos) return {};
  const path group = path(line.substr(name + 2)).lexically_normal();
  return group.begin() != group.end() && *group.begin() == ".." ? path{} : group;
}

}  // namespace

ControlGroup find_control_group(const path& proc, const path& sys) {
  ControlGroup found;
  const auto text = read_text(proc / "self/cgroup");
  if (!text) return found;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::string_view line = next_line(rest);
    if (!of_version_2(line) && !controls_cpu(line)) continue;
    const path root = root_of(line, sys / "fs/cgroup");
    if (root.empty()) continue;
    std::vector<path> seen;
    for (path group = group_of(line); group.has_filename(); group = group.parent_path()) {
      if (is_folder(root / group)) seen.push_back(root / group);
    }
    if (is_folder(root)) seen.push_back(root);
    if (of_version_2(line) && !seen.empty()) found.unified = seen.front();
    found.cpu.insert(found.cpu.end(), seen.begin(), seen.end());
  }
  return found;
}

}  // namespace harness::probe
