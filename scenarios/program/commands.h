// The program's commands, each with its options.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/general/catalogue.h"

namespace scenarios {

/// A command's work, once its options are read: returns an ExitCode.
using Work = std::function<int()>;

/// What a command is added to.
struct Adding {
  CLI::App& program;
  Work& work;  // set when the command was given
  const Catalogue& catalogue;
  std::string command_line = {};         // what was typed, for the result files
  std::vector<std::string> behind = {};  // the words behind a bare --
};

/// Adds a command to the program.
using AddCommand = void (*)(const Adding& to);

void add_run(const Adding& to);
void add_gate(const Adding& to);
void add_list(const Adding& to);
void add_report(const Adding& to);
void add_history(const Adding& to);
/// Keeps runs under a name.
void add_baseline(const Adding& to);
void add_compare(const Adding& to);
void add_replay(const Adding& to);
void add_micro(const Adding& to);
/// Hidden from the help.
void add_child(const Adding& to);
void add_selftest(const Adding& to);
/// Prints another command's help.
void add_help(const Adding& to);

/// prony::main, with more commands than those that any program has.
int run_program(int argc, char** argv, std::vector<harness::scenario::Subject> subjects,
                const std::vector<AddCommand>& more, OpenSubject open_subject = {});

/// "0.1.0".
std::string_view program_version();

/// One line on stderr, and ExitCode::could_not_run.
int complain(const std::string& message);

/// Where the first argument is meant for a command and none has that name: the line that says so,
/// with the nearest right spelling, a scenario's included ("run steady").
std::optional<std::string> unknown_command(const CLI::App& program,
                                           const std::vector<std::string>& arguments,
                                           const std::vector<std::string_view>& scenarios);

/// What was wrong with the arguments in one line, with the nearest right spelling.
std::string usage_error(const CLI::App& program, const std::vector<std::string>& arguments,
                        const std::string& what);

}  // namespace scenarios
