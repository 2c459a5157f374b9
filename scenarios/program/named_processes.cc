#include "scenarios/program/named_processes.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace scenarios {

using harness::failure;
using harness::probe::NamedProcess;

harness::Expected<std::vector<NamedProcess>> read_processes(const std::vector<std::string>& words) {
  std::vector<NamedProcess> processes;
  for (const std::string& word : words) {
    pid_t pid = 0;
    const char* const end = word.data() + word.size();
    const auto [stopped, error] = std::from_chars(word.data(), end, pid);
    if (error != std::errc{} || stopped != end || pid <= 0) {
      return failure(fmt::format(
          "--with-pid: '{}' is no process's number, such as 1234; pidof and ps tell them", word));
    }
    auto found = harness::probe::find_process(pid);
    if (!found) return failure("--with-pid: " + found.error().message);
    const auto same = [&](const NamedProcess& other) { return other.pid == pid; };
    if (std::ranges::any_of(processes, same)) {
      return failure(fmt::format("--with-pid: {} is named twice", pid));
    }
    processes.push_back(std::move(*found));
  }
  return processes;
}

}  // namespace scenarios
