// The program's commands, each with its options.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scenarios {

/// A command's work, once its options are read: returns an ExitCode.
using Work = std::function<int()>;

/// Each adds its command to the program and sets `work` when that command was given.
/// `command_line` is what was typed, for the result files.
void add_run(CLI::App& program, Work& work, const std::string& command_line);
void add_list(CLI::App& program, Work& work);
void add_report(CLI::App& program, Work& work);
void add_replay(CLI::App& program, Work& work);
void add_ingest(CLI::App& program, Work& work);
void add_corpus(CLI::App& program, Work& work);
void add_micro(CLI::App& program, Work& work, const std::string& command_line);
void add_trial(CLI::App& program, Work& work);
void add_selftest(CLI::App& program, Work& work, const std::string& command_line);

/// Prints another command's help.
void add_help(CLI::App& program, Work& work);

/// One line on stderr, and ExitCode::could_not_run.
int complain(const std::string& message);

/// Where the first argument is meant for a command and none has that name: the line that says so,
/// with the nearest right spelling, a scenario's included ("run steady").
std::optional<std::string> unknown_command(const CLI::App& program,
                                           const std::vector<std::string>& arguments,
                                           const std::vector<std::string_view>& scenarios);
/// The names of all scenarios.
std::vector<std::string_view> scenario_names();

/// What was wrong with the arguments in one line, with the nearest right spelling.
std::string usage_error(const CLI::App& program, const std::vector<std::string>& arguments,
                        const std::string& what);

}  // namespace scenarios
