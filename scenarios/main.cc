// The program: reads the command line, hands over to the command.
#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "harness/probe/build_facts.h"
#include "scenarios/commands.h"
#include "scenarios/exit_code.h"
#include "scenarios/option_checks.h"
#include "scenarios/run_folder.h"

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
  const harness::probe::BuildFacts build = harness::probe::build_facts();
  const std::string commit = short_commit();
  return fmt::format("prony {}{}, {}, {}", PRONY_VERSION,
                     commit.empty() ? "" : ", commit " + commit,
                     build.build_type.empty() ? "no build type" : build.build_type, build.compiler);
}

void add_commands(CLI::App& program, Work& work, const std::string& command_line) {
  add_run(program, work, command_line);
  add_list(program, work);
  add_micro(program, work, command_line);
  add_selftest(program, work, command_line);
  add_report(program, work);
  add_trial(program, work);
  add_replay(program, work);
  add_ingest(program, work);
  add_corpus(program, work);
  // The launcher takes this one; it is here to be found.
  program.add_subcommand("test", "Build and run all the tests; --all: sanitizers and checks too.")
      ->prefix_command();
  add_help(program, work);
  refuse_empty_values(program);
}

int run_program(const std::vector<std::string>& arguments) {
  CLI::App program(introduction, "./prony");
  program.set_help_flag("-h,--help", "Print this help and exit.");
  program.set_version_flag("--version", version, "Print what this is and exit.");
  program.require_subcommand(0, 1);
  Work work;
  add_commands(program, work, typed(arguments));
  if (auto unknown = unknown_command(program, arguments, scenario_names())) {
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
  if (!arguments.empty() && arguments[0] == "test") {
    return complain("the tests are run by the launcher: ./prony test");
  }
  std::fputs(program.help().c_str(), stdout);
  return done;
}

}  // namespace
}  // namespace scenarios

int main(int argc, char** argv) {
  try {
    return scenarios::run_program({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    return scenarios::complain(error.what());
  }
}
