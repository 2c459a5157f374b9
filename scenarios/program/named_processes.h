// The processes that a person names to belong to what is measured.
#pragma once

#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/probe/named_process.h"

namespace scenarios {

/// For a command's help.
inline constexpr const char* with_pid_help =
    "The number of a process that belongs to what is measured though Prony did not start it, such "
    "as "
    "a database server: what it and its children take of memory, CPU and I/O counts as the "
    "engine's, "
    "not as other programs'. May be given several times, or with commas.";

/// The words that stood behind --with-pid. An error names the one that is none, and says why.
harness::Expected<std::vector<harness::probe::NamedProcess>> read_processes(
    const std::vector<std::string>& words);

}  // namespace scenarios
