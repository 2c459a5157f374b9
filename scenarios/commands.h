// The program's commands, each with its options.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
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

/// One line on stderr, and ExitCode::could_not_run.
int complain(const std::string& message);

/// What was wrong with the arguments in one line, with the nearest right spelling.
std::string usage_error(const CLI::App& program, const std::vector<std::string>& arguments,
                        const std::string& what);

}  // namespace scenarios
