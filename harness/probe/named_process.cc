#include "harness/probe/named_process.h"

#include <fmt/format.h>
#include <unistd.h>

#include <optional>

#include "harness/probe/proc_text.h"
#include "harness/probe/text_file.h"

namespace harness::probe {
namespace {

std::optional<ProcessStat> stat_of(const std::filesystem::path& proc, pid_t pid) {
  const auto text = read_text(proc / std::to_string(pid) / "stat", 4096);
  return text ? parse_process_stat(*text) : std::nullopt;
}

/// Is it this process, or one above it? No chain of parents is as long as that limit.
bool holds_this_process(const std::filesystem::path& proc, pid_t pid) {
  pid_t above = ::getpid();
  for (int i = 0; i < 1000 && above > 0; ++i) {
    if (above == pid) return true;
    const auto stat = stat_of(proc, above);
    if (!stat) return false;
    above = stat->parent;
  }
  return false;
}

}  // namespace

Expected<NamedProcess> find_process(pid_t pid, const std::filesystem::path& proc) {
  const std::filesystem::path folder = proc / std::to_string(pid);
  const auto text = read_text(folder / "stat", 4096);
  const auto stat = text ? parse_process_stat(*text) : std::nullopt;
  if (pid <= 0 || !stat || stat->pid != pid) {
    return failure(fmt::format("there is no process {} here", pid));
  }
  const std::string name = process_name(*text);
  if (has_ended(*stat)) {
    return failure(fmt::format("process {} ({}) has ended", pid, name));
  }
  const auto status = read_text(folder / "status");
  const auto group = status ? number_field(*status, "Tgid") : std::nullopt;
  if (group && *group != static_cast<std::uint64_t>(pid)) {
    return failure(fmt::format("{} is a thread ({}) of process {}; name that", pid, name, *group));
  }
  if (holds_this_process(proc, pid)) {
    return failure(
        fmt::format("process {} ({}) is this program, or one that it was started by", pid, name));
  }
  return NamedProcess{pid, stat->started_ticks, name};
}

bool is_alive(const NamedProcess& process, const std::filesystem::path& proc) {
  const auto stat = stat_of(proc, process.pid);
  return stat && !has_ended(*stat) && stat->started_ticks == process.started_ticks;
}

}  // namespace harness::probe
