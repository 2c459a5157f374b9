// A gate's verdict for the terminal.
#pragma once

#include <filesystem>
#include <string>

#include "harness/gate/gate_result.h"
#include "scenarios/terminal/terminal.h"

namespace scenarios {

/// The verdict, a line for each metric (of very many those that somebody has to act on), what to do
/// about it, objectives, warnings and where the files are. As wide as the terminal, but for the
/// files' paths, which are to be copied.
std::string gate_text(const harness::gate::GateResult& gate, const std::filesystem::path& folder,
                      const Terminal& terminal);

}  // namespace scenarios
