// The words of `prony compare --commands`, as typed and as they are meant.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "scenarios/commands_compared/comparison.h"

namespace scenarios::compared {

/// The options as they were typed. Letters are those that hyperfine has.
struct Words {
  std::vector<std::string> commands;  // empty: something else is to be compared
  std::string prepare, shell = "auto", budget = "1min";
  std::uint64_t warm_up = 1, most_runs = 0, seed = 1;
  bool no_shell = false, ignore_failure = false;

  /// Tells the command of them. This must outlive the command.
  void add_to(CLI::App& command);
};

/// What they ask for. Errors are one line, and found before anything runs.
harness::Expected<Order> read_order(const Words& words, double tolerance);

}  // namespace scenarios::compared
