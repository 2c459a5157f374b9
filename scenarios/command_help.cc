#include <cstdio>

#include "scenarios/commands.h"
#include "scenarios/exit_code.h"

namespace scenarios {
namespace {

int print_help(const CLI::App& program, const std::string& command) {
  if (command.empty()) {
    // help() would tell of the command that was typed, which is this one.
    const std::string all = program.get_formatter()->make_help(&program, program.get_name(),
                                                               CLI::AppFormatMode::Normal);
    std::fputs(all.c_str(), stdout);
    return done;
  }
  if (auto unknown = unknown_command(program, {command}, scenario_names())) {
    return complain(*unknown);
  }
  if (command.starts_with('-')) return complain("help takes a command's name, such as help run");
  std::fputs(program.get_subcommand(command)->help(program.get_name()).c_str(), stdout);
  return done;
}

}  // namespace

void add_help(CLI::App& program, Work& work) {
  CLI::App* const command = program.add_subcommand("help", "A command's help: ./prony help run.");
  auto name = std::make_shared<std::string>();
  command->add_option("COMMAND", *name, "Which one's.");
  command->callback(
      [&program, &work, name] { work = [&program, name] { return print_help(program, *name); }; });
}

}  // namespace scenarios
