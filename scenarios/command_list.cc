#include <fmt/format.h>

#include <cstdio>

#include "engine/options.h"
#include "harness/run/form.h"
#include "scenarios/commands.h"
#include "scenarios/exit_code.h"
#include "scenarios/terminal_text.h"

namespace scenarios {
namespace {

constexpr std::size_t list_width = 100;

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
  std::puts("scenarios (./prony run NAME):\n");
  for (const harness::run::Scenario& scenario : harness::run::scenarios()) {
    fmt::print("{}", wrapped(scenario.question, fmt::format("  {:13} ", scenario.name),
                             std::string(16, ' '), list_width));
    using harness::run::Size;
    fmt::print("  {:13} --quick {}, default {}, --full {}", "", planned(scenario, Size::quick),
               planned(scenario, Size::standard), planned(scenario, Size::full));
    for (const harness::run::Limit& limit : scenario.limits) {
      fmt::print("; {}", limit.objective);
    }
    fmt::print("\n\n");
  }
  return done;
}

int list_switches() {
  const engine::Options v1 = engine::Options::v1();
  const engine::Options v2 = engine::Options::v2();
  std::puts("engine switches (--set NAME=VALUE), with what the sources claim for them:\n");
  for (const engine::OptionInfo& option : engine::option_table()) {
    const std::string margin(6, ' ');
    fmt::print("  {}  [{}]\n", option.name, option.values);
    fmt::print("{}", wrapped(option.help, margin, margin, list_width));
    fmt::print("{}v1: {}, v2: {}\n", margin, option.get(v1), option.get(v2));
    if (option.claim.empty()) continue;
    const std::string claim = fmt::format("claim {}: {}", option.claim_id, option.claim);
    fmt::print("{}", wrapped(claim, margin, margin + "  ", list_width));
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
