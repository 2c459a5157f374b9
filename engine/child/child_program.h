// Where the programs lie that child processes run.
#pragma once

#include <filesystem>
#include <string_view>

namespace engine::child {

/// What the environment's `variable` names; else the program `name` beside the running one; else
/// `built`, the one that was built with it. It may be missing.
std::filesystem::path child_program(const char* variable, std::string_view name,
                                    std::string_view built);

}  // namespace engine::child
