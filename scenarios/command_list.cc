#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "engine/options.h"
#include "harness/run/form.h"
#include "reports/claim_words.h"
#include "scenarios/claim_words.h"
#include "scenarios/commands.h"
#include "scenarios/exit_code.h"
#include "scenarios/terminal.h"
#include "scenarios/terminal_text.h"

namespace scenarios {
namespace {

std::string minutes(harness::Duration length) {
  const double seconds = std::chrono::duration<double>(length).count();
  return seconds < 100 ? fmt::format("{:.0f} s", seconds) : fmt::format("{:.0f} min", seconds / 60);
}

/// As `prony run` would plan it without further words.
std::string planned(const harness::run::Scenario& scenario, harness::run::Size size) {
  const auto form = choose_form(scenario, size, {.engines = scenario.engines});
  return form ? minutes(length_of(*form)) : form.error().message;
}

int list_scenarios() {
  const std::size_t width = terminal_of(STDOUT_FILENO).width;
  std::puts("scenarios (./prony run NAME):\n");
  for (const harness::run::Scenario& scenario : harness::run::scenarios()) {
    fmt::print("{}", wrapped(scenario.question, fmt::format("  {:13} ", scenario.name),
                             std::string(16, ' '), width));
    using harness::run::Size;
    std::string line =
        fmt::format("--quick {}, default {}, --full {}", planned(scenario, Size::quick),
                    planned(scenario, Size::standard), planned(scenario, Size::full));
    for (const harness::run::Limit& limit : scenario.limits) line += "; " + limit.objective;
    fmt::print("{}\n", wrapped(line, std::string(16, ' '), std::string(16, ' '), width));
  }
  return done;
}

int list_switches() {
  const std::size_t width = terminal_of(STDOUT_FILENO).width;
  const engine::Options v1 = engine::Options::v1();
  const engine::Options v2 = engine::Options::v2();
  fmt::print(
      "engine switches (--set NAME=VALUE), with what is claimed for them ({} says by whom, and "
      "what measures it):\n\n",
      reports::claims_file);
  for (const engine::OptionInfo& option : engine::option_table()) {
    const std::string margin(6, ' ');
    fmt::print("  {}  [{}]\n", option.name, option.values);
    fmt::print("{}", wrapped(option.help, margin, margin, width));
    fmt::print("{}v1: {}, v2: {}\n", margin, option.get(v1), option.get(v2));
    if (option.claim.empty()) continue;
    const std::string claim =
        fmt::format("claimed ({}): {}", claimant(option.claim_id), option.claim);
    fmt::print("{}", wrapped(claim, margin, margin + "  ", width));
  }
  return done;
}

}  // namespace

void add_list(CLI::App& program, Work& work) {
  CLI::App* const command =
      program.add_subcommand("list", "The scenarios with their questions; --engine: the switches.");
  auto engine = std::make_shared<bool>(false);
  command->add_flag("--engine", *engine, "Every engine switch with what is claimed for it.");
  command->callback([&work, engine] {
    work = [engine] { return *engine ? list_switches() : list_scenarios(); };
  });
}

}  // namespace scenarios
