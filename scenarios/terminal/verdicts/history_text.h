// A history of gates for the terminal.
#pragma once

#include <filesystem>
#include <string>

#include "harness/gate/history/history.h"
#include "scenarios/terminal/terminal.h"

namespace scenarios {

/// What changed, by how much, between which commits; warnings, and where the page is (an empty
/// `folder`: there is none). As wide as
/// the terminal, but for the page's path.
std::string history_text(const harness::gate::history::History& history,
                         const std::filesystem::path& folder, const Terminal& terminal);

}  // namespace scenarios
