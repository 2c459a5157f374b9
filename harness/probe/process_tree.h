// Which processes descend from which.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <span>
#include <vector>

#include "harness/probe/proc_text.h"

namespace harness::probe {

/// Of each root the process itself and its descendants, the living ones and the ended ones that
/// nobody has waited for yet; a root that is not there has none. A process that is in the trees of
/// several roots is in the first one's only. Reads the stat file of every process of the machine,
/// some 10 us each, since not every kernel keeps lists of children. A process whose parent has
/// ended belongs to init from then on, and is not found.
std::vector<std::vector<ProcessStat>> process_trees(const std::filesystem::path& proc,
                                                    std::span<const pid_t> roots);

/// All processes that are in none of those trees.
std::vector<ProcessStat> processes_outside(const std::filesystem::path& proc,
                                           std::span<const pid_t> roots);

/// False if this process has no child at all; one system call.
bool has_children();

}  // namespace harness::probe
