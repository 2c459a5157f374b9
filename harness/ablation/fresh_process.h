// This program, run again in a process of its own.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "harness/clock.h"
#include "harness/expected.h"

namespace harness::ablation {

/// Runs this program with other arguments and waits for its end. Nothing of this process (memory,
/// allocator, threads, signals) is left in it; it is in a process group of its own, so that Ctrl-C
/// reaches it through `stop` only, and the kernel kills it if the calling thread ends. All of its
/// group is killed at a stop request and after `limit`. Errors: it could not be started, took too
/// long, was stopped, or did not end with 0; then the last line that it wrote to stderr is told.
Expected<void> run_again(const std::vector<std::string>& words, Duration limit,
                         const std::stop_token& stop);

}  // namespace harness::ablation
