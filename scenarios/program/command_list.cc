#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "harness/scenario/form.h"
#include "harness/this_program.h"
#include "reports/words/claim_words.h"
#include "scenarios/program/commands.h"
#include "scenarios/terminal/claim_words.h"
#include "scenarios/terminal/exit_code.h"
#include "scenarios/terminal/terminal.h"
#include "scenarios/terminal/terminal_text.h"

namespace scenarios {
namespace {

std::string minutes(harness::Duration length) {
  const double seconds = std::chrono::duration<double>(length).count();
  return seconds < 100 ? fmt::format("{:.0f} s", seconds) : fmt::format("{:.0f} min", seconds / 60);
}

/// As `prony run` would plan it without further words.
std::string planned(const harness::scenario::Scenario& scenario, harness::scenario::Size size) {
  const auto form = choose_form(scenario, size, {.engines = scenario.engines});
  return form ? minutes(length_of(*form)) : form.error().message;
}

std::string forms_of(const harness::scenario::Scenario& scenario) {
  using harness::scenario::Size;
  if (scenario.name == "sweep") return "--over NAME=VALUE,VALUE; --quick 10 s, default 1 min";
  std::string line =
      fmt::format("--quick {}, default {}, --full {}", planned(scenario, Size::quick),
                  planned(scenario, Size::standard), planned(scenario, Size::full));
  for (const harness::scenario::Limit& limit : scenario.limits) line += "; " + limit.objective;
  return line;
}

void print(const harness::scenario::Scenario& scenario, std::size_t width) {
  fmt::print("{}", wrapped(scenario.question, fmt::format("  {:13} ", scenario.name),
                           std::string(16, ' '), width));
  fmt::print("{}\n",
             wrapped(forms_of(scenario), std::string(16, ' '), std::string(16, ' '), width));
}

void print_subjects(const Catalogue& catalogue, std::size_t width) {
  std::puts("subjects (--on NAME):\n");
  for (const Catalogue::Entry& one : catalogue.entries()) {
    fmt::print("{}", wrapped(one.subject.description, fmt::format("  {:13} ", one.subject.name),
                             std::string(16, ' '), width));
  }
  std::puts("");
}

/// All of the entry's; with `others` also those that only other subjects have.
int list_scenarios(const Catalogue& catalogue, const Catalogue::Entry& entry, bool others) {
  const std::size_t width = terminal_of(STDOUT_FILENO).width;
  if (catalogue.entries().size() > 1) print_subjects(catalogue, width);
  fmt::print("scenarios of {} ({} NAME):\n\n", entry.subject.name, harness::to_type("run"));
  for (const harness::scenario::Scenario& scenario : entry.scenarios) print(scenario, width);
  for (const Catalogue::Entry& other : catalogue.entries()) {
    if (!others || &other == &entry) continue;
    for (const harness::scenario::Scenario& scenario : other.subject.scenarios) {
      fmt::print("of {} alone:\n\n", other.subject.name);
      print(scenario, width);
    }
  }
  return done;
}

/// "v1: off, v2: on"
std::string in_presets(const harness::scenario::Subject& subject,
                       const harness::scenario::SettingInfo& setting) {
  std::string text;
  for (std::size_t i = 0; i < std::min(subject.presets.size(), setting.presets.size()); ++i) {
    text +=
        fmt::format("{}{}: {}", text.empty() ? "" : ", ", subject.presets[i], setting.presets[i]);
  }
  return text;
}

int list_settings(const harness::scenario::Subject& subject) {
  const std::size_t width = terminal_of(STDOUT_FILENO).width;
  if (subject.settings.empty()) {
    fmt::print("{} has no settings\n", subject.name);
    return done;
  }
  const bool claims = std::ranges::any_of(
      subject.settings, [](const auto& setting) { return !setting.claim.empty(); });
  fmt::print("settings of {} (--set NAME=VALUE){}:\n\n", subject.name,
             claims ? fmt::format(", with what is claimed for them ({} says by whom, and what "
                                  "measures it)",
                                  reports::words::claims_file)
                    : "");
  const std::string margin(6, ' ');
  for (const harness::scenario::SettingInfo& setting : subject.settings) {
    fmt::print("  {}  [{}]\n", setting.name, setting.values);
    fmt::print("{}", wrapped(setting.help, margin, margin, width));
    if (const std::string presets = in_presets(subject, setting); !presets.empty()) {
      fmt::print("{}{}\n", margin, presets);
    }
    if (setting.claim.empty()) continue;
    const std::string claim =
        fmt::format("claimed ({}): {}", claimant(setting.claim_id), setting.claim);
    fmt::print("{}", wrapped(claim, margin, margin + "  ", width));
  }
  return done;
}

int list(const Catalogue& catalogue, const std::string& on, bool settings) {
  const auto entry = catalogue.on(on);
  if (!entry) return complain(entry.error().message);
  return settings ? list_settings((*entry)->subject)
                  : list_scenarios(catalogue, **entry, on.empty());
}

}  // namespace

void add_list(const Adding& to) {
  CLI::App* const command = to.program.add_subcommand(
      "list", "The subjects and scenarios with their questions; --settings: what can be set.");
  auto on = std::make_shared<std::string>();
  auto settings = std::make_shared<bool>(false);
  command->add_option("--on", *on, "Of this subject (the first).");
  command->add_flag("--settings,--engine", *settings,
                    "Every setting of the subject, with what is claimed for it.");
  command->callback([&work = to.work, &catalogue = to.catalogue, on, settings] {
    work = [&catalogue, on, settings] { return list(catalogue, *on, *settings); };
  });
}

}  // namespace scenarios
