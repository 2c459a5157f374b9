#include "scenarios/program/program.h"

#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "harness/environment/build_facts.h"
#include "scenarios/program/commands.h"
#include "scenarios/program/option_checks.h"
#include "scenarios/program/run_folder.h"
#include "scenarios/terminal/exit_code.h"

namespace scenarios {
namespace {

constexpr const char* introduction =
    "Prony is a dynamometer for processing engines: it drives a whole engine the way the world "
    "would\n"
    "and says what it found: latency, throughput, memory, cache hits; as CSV, plots and a page.\n"
    "\n"
    "  ./prony run steady --quick   a first look, about 10 s\n"
    "  ./prony list                 what else can be asked\n";

/// The words as typed, quoted where a shell would need it.
std::string typed(const std::vector<std::string>& arguments) {
  std::string line = "./prony";
  for (const std::string& word : arguments) {
    const bool plain =
        !word.empty() && word.find_first_of(" \t\n'\"\\$&|;<>()*?[]#~`") == word.npos;
    line += ' ';
    if (plain) {
      line += word;
      continue;
    }
    line += '\'';
    for (const char c : word) line += c == '\'' ? std::string("'\\''") : std::string(1, c);
    line += '\'';
  }
  return line;
}

std::string version() {
  const harness::environment::BuildFacts build = harness::environment::build_facts();
  const std::string commit = short_commit();
  return fmt::format("prony {}{}, {}, {}", PRONY_VERSION,
                     commit.empty() ? "" : ", commit " + commit,
                     build.build_type.empty() ? "no build type" : build.build_type, build.compiler);
}

void add_commands(const Adding& to, const std::vector<AddCommand>& more) {
  for (const AddCommand add :
       {add_run, add_list, add_compare, add_selftest, add_report, add_child, add_replay}) {
    add(to);
  }
  for (const AddCommand add : more) add(to);
  add_help(to);
  refuse_empty_values(to.program);
}

int run_words(const std::vector<std::string>& arguments, const Catalogue& catalogue,
              const std::vector<AddCommand>& more) {
  CLI::App program(introduction, "./prony");
  program.set_help_flag("-h,--help", "Print this help and exit.");
  program.set_version_flag("--version", version, "Print what this is and exit.");
  program.require_subcommand(0, 1);
  Work work;
  add_commands({program, work, catalogue, typed(arguments)}, more);
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
  return PRONY_VERSION;
}

int run_program(int argc, char** argv, std::vector<harness::scenario::Subject> subjects,
                const std::vector<AddCommand>& more) {
  try {
    return run_words({argv + 1, argv + argc}, Catalogue(std::move(subjects)), more);
  } catch (const std::exception& error) {
    return complain(error.what());
  }
}

}  // namespace scenarios

namespace prony {

int main(int argc, char** argv, std::vector<harness::scenario::Subject> subjects) {
  return scenarios::run_program(argc, argv, std::move(subjects), {});
}

}  // namespace prony
