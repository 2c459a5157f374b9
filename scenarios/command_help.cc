#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "harness/run/scenario.h"
#include "scenarios/commands.h"
#include "scenarios/exit_code.h"

namespace scenarios {
namespace {

std::string question_of(std::string_view scenario) {
  for (const harness::run::Scenario& one : harness::run::scenarios()) {
    if (one.name == scenario) return one.question;
  }
  return {};
}

int print_help(const CLI::App& program, const std::vector<std::string>& words) {
  const std::string command = words.empty() ? std::string() : words.front();
  if (words.empty()) {
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
  if (words.size() > 1) {
    const std::vector<std::string_view> names = scenario_names();
    const auto found = std::ranges::find(names, words[1]);
    if (words.size() > 2 || command != "run" || found == names.end()) {
      return complain(fmt::format(
          "help takes one command's name, or run and a scenario's; '{}' is one too many",
          words.back()));
    }
    std::printf("%s: %s\n\n", words[1].c_str(), question_of(words[1]).c_str());
  }
  std::fputs(program.get_subcommand(command)->help(program.get_name()).c_str(), stdout);
  return done;
}

}  // namespace

void add_help(CLI::App& program, Work& work) {
  CLI::App* const command = program.add_subcommand("help", "A command's help: ./prony help run.");
  auto words = std::make_shared<std::vector<std::string>>();
  command->add_option("COMMAND", *words, "Which one's; of run also a scenario's: help run steady.");
  command->callback([&program, &work, words] {
    work = [&program, words] { return print_help(program, *words); };
  });
}

}  // namespace scenarios
