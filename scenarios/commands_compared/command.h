// `prony compare --commands`, once its words are read.
#pragma once

#include <string>

#include "scenarios/commands_compared/words.h"

namespace scenarios::compared {

/// Compares and prints. `out`: a folder for the files, absent or empty; an empty text: no files.
/// Returns an ExitCode: done where it is known which is faster, or that they are the same;
/// inconclusive; could_not_run; invalid where a command failed.
int compare_commands(const Words& words, double tolerance, const std::string& out, bool json);

}  // namespace scenarios::compared
