// A process that is named to belong to what is measured.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

#include "harness/expected.h"

namespace harness::probe {

/// A process, told apart from a later one that is given its number.
struct NamedProcess {
  pid_t pid = 0;
  std::uint64_t started_ticks = 0;  // since the machine's start
  std::string name;                 // as the kernel has it, printable
};

/// The process of that number, such as a server that somebody started beside the run. Errors: there
/// is none that can be seen, or it has ended; it is a thread of another process; it is this process
/// or one that this process descends from, whose figures would hold our own.
Expected<NamedProcess> find_process(pid_t pid, const std::filesystem::path& proc = "/proc");

/// Is it there, not ended, and still the same?
bool is_alive(const NamedProcess& process, const std::filesystem::path& proc = "/proc");

}  // namespace harness::probe
