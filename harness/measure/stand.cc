#include "harness/measure/stand.h"

#include <unistd.h>

#include <utility>

namespace harness::measure {

Expected<void> Stand::set_up(const scenario::MakeTarget& make_target,
                             const scenario::TargetOrder& order) {
  std::error_code error;
  std::filesystem::create_directories(order.scratch, error);
  if (error) return failure(order.scratch.string() + ": " + error.message());
  scratch_ = order.scratch;
  auto prepared = make_target(order);
  if (!prepared) {
    clear();
    return tl::unexpected(prepared.error());
  }
  prepared_ = std::move(*prepared);
  auto found = find_processes(order);
  if (!found) clear();
  return found;
}

Expected<void> Stand::find_processes(const scenario::TargetOrder& order) {
  processes_ = order.processes;
  for (const pid_t pid : prepared_.processes) {
    auto found = probe::find_process(pid);
    if (!found) return failure("the target names a process: " + found.error().message);
    processes_.push_back(std::move(*found));
  }
  std::string names;
  for (const probe::NamedProcess& one : processes_) {
    if (!names.empty()) names += ", ";
    names += one.name;
  }
  if (!names.empty()) prepared_.parameters.emplace_back("with processes", names);
  if (prepared_.resources == probe::Resources::unknown) {
    prepared_.parameters.emplace_back("memory and CPU of the target", "not known");
  }
  return {};
}

std::vector<pid_t> Stand::pids() const {
  std::vector<pid_t> pids{::getpid()};
  for (const probe::NamedProcess& one : processes_) pids.push_back(one.pid);
  return pids;
}

Expected<void> Stand::take_down() {
  Expected<void> right = target().verify();
  clear();
  return right;
}

void Stand::clear() {
  prepared_.target.reset();
  std::error_code ignored;
  if (!scratch_.empty()) std::filesystem::remove_all(scratch_, ignored);
  scratch_.clear();
  sent_ = 0;
}

}  // namespace harness::measure
