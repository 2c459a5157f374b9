// Two commands, as asked for, and what came of it.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "harness/clock.h"
#include "scenarios/commands_compared/answer.h"

namespace scenarios::compared {

/// A program and its words, ready to be started.
struct Command {
  std::string asked;               // as typed
  std::filesystem::path program;   // absolute
  std::vector<std::string> words;  // its name first
};

/// What is compared, and how long that may take.
struct Order {
  std::array<Command, 2> commands;
  std::string shell;  // that both are run by; empty: none
  std::optional<Command> prepare = {};
  std::uint64_t warm_up = 1;    // runs of each, not measured
  std::uint64_t most_runs = 0;  // of each; 0: as many as it takes
  harness::Duration budget = std::chrono::minutes(1);
  bool ignore_failure = false;
  std::uint64_t seed = 1;  // of who goes first
  Rules rules = {};
};

/// One run of a command.
struct Run {
  double wall_s = 0, cpu_s = 0;
  std::optional<double> peak_bytes = {};  // nothing: below what can be told
};

/// Some runs of both, whose order was drawn: the independent unit.
struct Pair {
  std::array<std::vector<Run>, 2> runs;
  /// The median of its runs' times.
  double wall_s(std::size_t side) const;
  double cpu_s(std::size_t side) const;
  /// The largest; nothing where one is not known.
  std::optional<double> peak_bytes(std::size_t side) const;
};

/// What there is to say.
struct Comparison {
  Order order;
  std::size_t runs_a_pair = 1;  // of each command
  /// What programs begin with, of this one: of what takes less it can't be told how much. Nothing:
  /// not known, nor is any peak.
  std::optional<double> least_peak_bytes = {};
  std::vector<Pair> pairs;
  Answer answer;           // of the wall time
  bool cut_short = false;  // by the user
  double duration_s = 0;
};

/// log(second / first) of each pair, by a figure of Pair; of those that have it.
std::vector<double> wall_ratios(std::span<const Pair> pairs);

}  // namespace scenarios::compared
