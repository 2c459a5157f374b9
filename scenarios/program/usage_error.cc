#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "harness/nearest.h"
#include "harness/this_program.h"
#include "reports/words/escape.h"
#include "scenarios/program/commands.h"
#include "scenarios/terminal/exit_code.h"

namespace scenarios {
namespace {

std::vector<std::string> command_names(const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::string with_nearest(const std::string& message, const std::string& word,
                         const std::vector<std::string>& names, const std::string& otherwise) {
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto near = harness::nearest(word, views);
  return fmt::format("{}; {}", message, near ? fmt::format("did you mean {}?", *near) : otherwise);
}

std::string lists_the_commands() {
  return harness::this_program().called + " lists the commands";
}

std::string help_of(const std::string& command) {
  return fmt::format("see {} --help", harness::to_type(command));
}

}  // namespace

int complain(const std::string& message) {
  // What was typed may hold line breaks and the terminal's own commands.
  std::fprintf(stderr, "%s: %s\n", harness::this_program().name.c_str(),
               reports::words::clean_text(message).c_str());
  return could_not_run;
}

std::optional<std::string> unknown_command(const CLI::App& program,
                                           const std::vector<std::string>& arguments,
                                           const std::vector<std::string_view>& scenarios) {
  if (arguments.empty() || arguments[0].starts_with('-')) return std::nullopt;
  const std::string& word = arguments[0];
  const std::vector<std::string> commands = command_names(program);
  if (std::find(commands.begin(), commands.end(), word) != commands.end()) return std::nullopt;
  const std::string message = fmt::format("there is no command '{}'", word);
  // A whole name of a scenario is no slip of a command's.
  const auto of_scenarios = harness::nearest(word, scenarios);
  const std::vector<std::string_view> views(commands.begin(), commands.end());
  if (of_scenarios && (*of_scenarios == word || !harness::nearest(word, views))) {
    return fmt::format("{}; did you mean run {}?", message, *of_scenarios);
  }
  return with_nearest(message, word, commands, lists_the_commands());
}

std::string usage_error(const CLI::App& program, const std::vector<std::string>& arguments,
                        const std::string& what) {
  if (arguments.empty()) return what;
  const std::vector<std::string> commands = command_names(program);
  if (std::find(commands.begin(), commands.end(), arguments[0]) == commands.end()) {
    std::vector<std::string> options = option_names(program);
    return with_nearest(fmt::format("there is no option {} before a command", arguments[0]),
                        arguments[0], options, lists_the_commands());
  }
  const std::vector<std::string> options = option_names(*program.get_subcommand(arguments[0]));
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const std::string name = arguments[i].substr(0, arguments[i].find('='));
    if (!name.starts_with("--") ||
        std::find(options.begin(), options.end(), name) != options.end()) {
      continue;
    }
    return with_nearest(fmt::format("{} has no option {}", arguments[0], name), name, options,
                        help_of(arguments[0]));
  }
  return fmt::format("{}; {}", what, help_of(arguments[0]));
}

}  // namespace scenarios
