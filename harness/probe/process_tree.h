// Which processes descend from one.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <vector>

#include "harness/probe/proc_text.h"

namespace harness::probe {

/// The living descendants of `pid` and the ended ones that nobody has waited for yet, without
/// `pid` itself. Reads the stat file of every process of the machine, some 10 us each, since not
/// every kernel keeps lists of children. One whose parent has ended belongs to init from then on,
/// and is not found.
std::vector<ProcessStat> descendants(const std::filesystem::path& proc, pid_t pid);

/// False if this process has no child at all; one system call.
bool has_children();

}  // namespace harness::probe
