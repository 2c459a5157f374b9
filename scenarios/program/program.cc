#include "scenarios/program/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>

#include "harness/environment/build_facts.h"
#include "harness/this_program.h"
#include "scenarios/program/commands.h"
#include "scenarios/program/option_checks.h"
#include "scenarios/program/run_folder.h"
#include "scenarios/terminal/exit_code.h"
#include "scenarios/words/shell_words.h"
#include "scenarios/words/subject_words.h"

namespace scenarios {
namespace {

constexpr const char* what_it_is =
    "Prony is a dynamometer for processing engines: it drives a whole engine the way the world "
    "would\n"
    "and says what it found: latency, throughput, memory, cache hits; as CSV, plots and a page.\n"
    "\n";

/// What it is, and what to type first.
std::string introduction() {
  return fmt::format(
      "{0}  {1} run steady --quick   a first look, about 10 s\n"
      "  {1} list                 what else can be asked\n",
      what_it_is, harness::this_program().called);
}

std::string version() {
  const harness::environment::BuildFacts build = harness::environment::build_facts();
  const std::string commit = short_commit();
  const std::string& name = harness::this_program().name;
  const std::string with_version = fmt::format("prony {}", harness::environment::prony_version());
  const bool is_prony = name == harness::ThisProgram().name;
  return fmt::format("{}{}, {}, {}{}", is_prony ? with_version : name,
                     commit.empty() ? "" : ", commit " + commit,
                     build.build_type.empty() ? "no build type" : build.build_type, build.compiler,
                     is_prony ? "" : ", with " + with_version);
}

void add_commands(const Adding& to, const std::vector<AddCommand>& more) {
  for (const AddCommand add : {add_run, add_gate, add_compare, add_baseline, add_history, add_list,
                               add_selftest, add_report, add_child, add_replay}) {
    add(to);
  }
  for (const AddCommand add : more) add(to);
  add_help(to);
  refuse_empty_values(to.program);
}

int run_words(std::vector<std::string> arguments, const Catalogue& catalogue,
              const std::vector<AddCommand>& more) {
  const std::string typed = harness::this_program().called + " " + join_words(arguments);
  const auto bare = std::find(arguments.begin(), arguments.end(), SubjectWords::rest);
  std::vector<std::string> behind;
  if (bare != arguments.end()) {
    behind.assign(bare + 1, arguments.end());
    arguments.erase(bare, arguments.end());
  }
  CLI::App program(introduction(), harness::this_program().called);
  program.set_help_flag("-h,--help", "Print this help and exit.");
  program.set_version_flag("--version", version, "Print what this is and exit.");
  program.require_subcommand(0, 1);
  Work work;
  add_commands({program, work, catalogue, typed, behind}, more);
  if (auto unknown = unknown_command(program, arguments, catalogue.scenario_names())) {
    return complain(*unknown);
  }
  try {
    program.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::Success& printed) {  // help, version
    return program.exit(printed);
  } catch (const CLI::ExtrasError& error) {
    const std::string what = error.what();
    return complain(
        usage_error(program, arguments,
                    fmt::format("one word too many: {}", what.substr(what.rfind(": ") + 2))));
  } catch (const CLI::ParseError& error) {
    return complain(usage_error(program, arguments, error.what()));
  }
  if (work) return work();
  std::fputs(program.help().c_str(), stdout);
  return done;
}

}  // namespace

std::string_view program_version() {
  return harness::environment::prony_version();
}

int run_program(int argc, char** argv, std::vector<harness::scenario::Subject> subjects,
                const std::vector<AddCommand>& more, OpenSubject open_subject) {
  try {
    const Catalogue catalogue(std::move(subjects), std::move(open_subject));
    return run_words({argv + 1, argv + argc}, catalogue, more);
  } catch (const std::exception& error) {
    return complain(error.what());
  }
}

}  // namespace scenarios

namespace prony {

int main(int argc, char** argv, std::vector<harness::scenario::Subject> subjects,
         const char* file) {
  harness::set_this_program(harness::ThisProgram::of(argc > 0 ? argv[0] : "", file));
  return scenarios::run_program(argc, argv, std::move(subjects), {});
}

}  // namespace prony
