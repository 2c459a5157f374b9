// For tests: this process's children, as the kernel knows them.
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace engine::child {

/// What /proc/PID/stat says of a process: its name, state ('Z': dead, not yet reaped) and parent.
struct ProcessState {
  std::string name;
  char state = 'X';
  pid_t parent = 0;
};

inline ProcessState state_of(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(file, line, '\0');  // one that dies meanwhile has an end that is an error
  const auto open = line.find('('), close = line.rfind(')');
  ProcessState state;
  if (open == std::string::npos || close == std::string::npos) return state;
  state.name = line.substr(open + 1, close - open - 1);
  std::sscanf(line.c_str() + close + 1, " %c %d", &state.state, &state.parent);
  return state;
}

/// Living children of `parent` that run a program of that name.
inline std::vector<pid_t> running_children(std::string_view name, pid_t parent = getpid()) {
  std::vector<pid_t> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string id = entry.path().filename();
    if (id.find_first_not_of("0123456789") != std::string::npos) continue;
    const pid_t pid = std::stoi(id);
    const ProcessState state = state_of(pid);
    if (state.parent == parent && state.name == name && state.state != 'Z') found.push_back(pid);
  }
  return found;
}

inline bool is_dead(pid_t pid) {
  const char state = state_of(pid).state;
  return state == 'Z' || state == 'X';
}

/// Returns when it is dead, reaped or not.
inline void wait_until_dead(pid_t pid) {
  while (!is_dead(pid)) std::this_thread::yield();
}

}  // namespace engine::child
