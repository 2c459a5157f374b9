// Where the program lies that child processes run.
#pragma once

#include <filesystem>

namespace engine::documents::process {

/// `prony_worker`: what the environment's PRONY_WORKER names; else the one beside the running
/// program; else the one that was built with it. It may be missing.
std::filesystem::path worker_program();

}  // namespace engine::documents::process
