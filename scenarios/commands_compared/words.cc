#include "scenarios/commands_compared/words.h"

#include <fmt/format.h>

#include "harness/quantity.h"
#include "scenarios/command/found_program.h"
#include "scenarios/words/shell_words.h"

namespace scenarios::compared {
namespace {

using harness::Expected;
using harness::failure;

constexpr harness::Duration shortest_budget = std::chrono::seconds(1);
constexpr harness::Duration longest_budget = std::chrono::hours(24);
constexpr std::uint64_t most_counted = 1'000'000;

/// Ready to be started, by that shell where there is one.
Expected<Command> ready(const std::string& asked, const std::string& shell) {
  Command made{.asked = asked};
  if (!shell.empty()) {
    made.words = {shell, "-c", asked};
  } else {
    auto words = split_words(asked);
    if (!words) return tl::unexpected(words.error());
    if (words->empty()) return failure("an empty command");
    made.words = std::move(*words);
  }
  auto program = command::find_program(made.words.front());
  if (!program && shell.empty()) {
    return failure(program.error().message + " (a shell's own word needs --shell sh)");
  }
  if (!program) return tl::unexpected(program.error());
  made.program = std::move(*program);
  return made;
}

/// One for both, or the shell's start would be counted for one alone.
std::string shell_of(const Words& words) {
  if (words.no_shell || words.shell == "none") return {};
  if (words.shell != "auto") return words.shell;
  for (const std::string& one : words.commands) {
    if (needs_shell(one)) return "sh";
  }
  return {};
}

}  // namespace

void Words::add_to(CLI::App& command) {
  CLI::Option* const both =
      command
          .add_option("--commands", commands,
                      "Two commands, such as 'sort a' 'sort -S 1G a': which is faster, or can't it "
                      "be told?")
          ->expected(2);
  const auto of_commands = [&](CLI::Option* option) { return option->needs(both); };
  of_commands(command.add_option("-w,--warmup", warm_up, "Runs of each that aren't measured [1]"))
      ->check(CLI::Range(std::uint64_t{1}, most_counted));
  of_commands(command.add_option("-r,--runs", most_runs,
                                 "At most so many measured runs of each [as many as it takes]"))
      ->check(CLI::Range(std::uint64_t{1}, most_counted));
  of_commands(command.add_option("--budget", budget,
                                 "How long all of it may take; what there is then must do [1min]"));
  of_commands(command.add_option("-p,--prepare", prepare,
                                 "A command that is run before each run, and not timed"));
  of_commands(command.add_option("-S,--shell", shell,
                                 "Which shell runs both, or none [sh where one of them has a "
                                 "shell's letters, such as | or $; else none]"));
  of_commands(command.add_flag("-N", no_shell, "--shell none"));
  of_commands(command.add_flag("-i,--ignore-failure", ignore_failure,
                               "A command may end with an exit code that is not 0"));
  of_commands(command.add_option("--seed", seed, "Of the order in which they run [1]"));
}

Expected<Order> read_order(const Words& words, double tolerance) {
  Order order{.shell = shell_of(words),
              .warm_up = words.warm_up,
              .most_runs = words.most_runs,
              .ignore_failure = words.ignore_failure,
              .seed = words.seed};
  order.rules.tolerance = tolerance;
  const auto budget = harness::parse_duration(words.budget);
  if (!budget) return failure("--budget: " + budget.error().message);
  if (*budget < shortest_budget || *budget > longest_budget) {
    return failure("--budget: " + words.budget + " is not from 1s to 24h");
  }
  order.budget = *budget;
  for (std::size_t side = 0; side < order.commands.size(); ++side) {
    auto made = ready(words.commands[side], order.shell);
    if (!made) return failure("--commands: " + made.error().message);
    order.commands[side] = std::move(*made);
  }
  if (words.prepare.empty()) return order;
  auto prepare = ready(words.prepare, needs_shell(words.prepare) ? "sh" : "");
  if (!prepare) return failure("--prepare: " + prepare.error().message);
  order.prepare = std::move(*prepare);
  return order;
}

}  // namespace scenarios::compared
