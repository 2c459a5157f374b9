#include <fmt/format.h>

#include <cstdio>

#include "harness/this_program.h"
#include "scenarios/program/commands.h"
#include "scenarios/terminal/exit_code.h"

namespace scenarios {
namespace {

int print_help(const CLI::App& program, const Catalogue& catalogue,
               const std::vector<std::string>& words) {
  const std::string command = words.empty() ? std::string() : words.front();
  if (words.empty()) {
    // help() would tell of the command that was typed, which is this one.
    const std::string all = program.get_formatter()->make_help(&program, program.get_name(),
                                                               CLI::AppFormatMode::Normal);
    std::fputs(all.c_str(), stdout);
    return done;
  }
  if (auto unknown = unknown_command(program, {command}, catalogue.scenario_names())) {
    return complain(*unknown);
  }
  if (command.starts_with('-')) return complain("help takes a command's name, such as help run");
  if (words.size() > 1) {
    if (words.size() > 2 || command != "run") {
      return complain(fmt::format(
          "help takes one command's name, or run and a scenario's; '{}' is one too many",
          words.back()));
    }
    const auto found = catalogue.find(words[1], {});
    if (!found) return complain(found.error().message);
    std::printf("%s: %s\n\n", words[1].c_str(), found->scenario.question.c_str());
  }
  std::fputs(program.get_subcommand(command)->help(program.get_name()).c_str(), stdout);
  return done;
}

}  // namespace

void add_help(const Adding& to) {
  CLI::App* const command =
      to.program.add_subcommand("help", "A command's help: " + harness::to_type("help run."));
  auto words = std::make_shared<std::vector<std::string>>();
  command->add_option("COMMAND", *words, "Which one's; of run also a scenario's: help run steady.");
  command->callback([&program = to.program, &catalogue = to.catalogue, &work = to.work, words] {
    work = [&program, &catalogue, words] { return print_help(program, catalogue, *words); };
  });
}

}  // namespace scenarios
