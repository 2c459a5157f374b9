#include <doctest/doctest.h>

#include "scenarios/general/null_subject.h"
#include "scenarios/program/commands.h"
#include "scenarios/program/option_checks.h"

namespace usage_error_test {

using scenarios::usage_error;
using scenarios::Work;

namespace {

/// What a person is told who typed this; nothing if it was right.
std::string told(const std::vector<std::string>& arguments) {
  CLI::App program("a test", "./prony");
  program.require_subcommand(0, 1);
  Work work;
  static const scenarios::Catalogue catalogue({scenarios::null_subject()});
  const scenarios::Adding to{program, work, catalogue};
  for (const scenarios::AddCommand add :
       {scenarios::add_run, scenarios::add_list, scenarios::add_micro, scenarios::add_report,
        scenarios::add_compare, scenarios::add_replay}) {
    add(to);
  }
  scenarios::refuse_empty_values(program);
  if (auto unknown = scenarios::unknown_command(program, arguments, {"steady", "peak"})) {
    return *unknown;
  }
  try {
    program.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    return usage_error(program, arguments, error.what());
  }
  return {};
}

}  // namespace

TEST_CASE("what is right is no error") {
  CHECK(told({}).empty());
  CHECK(told({"run", "steady", "--quick", "--set", "batch.size=5", "--set=workers=2"}).empty());
  CHECK(told({"list", "--engine"}).empty());
  CHECK(told({"micro", "--benchmark_filter=x"}).empty());
  CHECK(told({"report", "a", "b"}).empty());
  CHECK(told({"compare", "a", "b", "c", "--json"}).empty());
}

TEST_CASE("an unknown command") {
  CHECK(told({"rn"}) == "there is no command 'rn'; did you mean run?");
  CHECK(told({"lst", "--engine"}) == "there is no command 'lst'; did you mean list?");
  CHECK(told({"measure"}) == "there is no command 'measure'; ./prony lists the commands");
  CHECK(told({"--quick"}) ==
        "there is no option --quick before a command; ./prony lists the commands");
}

TEST_CASE("a scenario's name without its command") {
  CHECK(told({"steady"}) == "there is no command 'steady'; did you mean run steady?");
  CHECK(told({"stedy", "--quick"}) == "there is no command 'stedy'; did you mean run steady?");
}

TEST_CASE("an empty value is a variable that was not set, and refused") {
  for (const char* const option : {"--out", "--corpus", "--rate", "--length", "--engine", "--set",
                                   "--objective", "--until", "--capacity", "--seed", "--trace"}) {
    CAPTURE(option);
    CHECK(told({"run", "steady", option, ""}).starts_with(std::string(option) + ": "));
  }
  CHECK(told({"run", ""}).starts_with("SCENARIO: must not be empty"));
  CHECK(told({"micro", "--out", ""}).starts_with("--out: must not be empty"));
  CHECK(told({"report", ""}).starts_with("RUN: must not be empty"));
}

TEST_CASE("numbers out of range are refused, not wrapped") {
  for (const char* const seed : {"18446744073709551616", "-1", "1e3", "1.5", "0x10", " 1", "1 "}) {
    CAPTURE(seed);
    const std::string message = told({"run", "steady", "--seed", seed});
    CHECK(message.starts_with("--seed: a whole number from 0 to 18446744073709551615"));
  }
  CHECK(told({"run", "steady", "--seed", "18446744073709551615"}).empty());
  CHECK(told({"run", "steady", "--repeat", "4294967297"}).starts_with("--repeat: "));
  CHECK(told({"replay", "run", "4294967297"}).starts_with("N: a whole number from 1"));
}

TEST_CASE("an unknown option") {
  CHECK(told({"run", "steady", "--quik"}) == "run has no option --quik; did you mean --quick?");
  CHECK(told({"run", "steady", "--lenght=5s"}) ==
        "run has no option --lenght; did you mean --length?");
  CHECK(told({"run", "steady", "--frobnicate"}) ==
        "run has no option --frobnicate; see ./prony run --help");
  CHECK(told({"list", "--engin"}) == "list has no option --engin; did you mean --engine?");
}

TEST_CASE("a missing or wrong value names its option and where there is help") {
  for (const auto& [arguments, part] :
       {std::pair<std::vector<std::string>, const char*>{{"run"}, "SCENARIO"},
        {{"run", "steady", "--seed", "x"}, "--seed"},
        {{"run", "steady", "--seed", "-1"}, "--seed"},
        {{"run", "steady", "--repeat", "0"}, "--repeat"},
        {{"run", "steady", "--length"}, "--length"},
        {{"run", "steady", "peak"}, "peak"},
        {{"report"}, "RUN"}}) {
    const std::string message = told(arguments);
    CAPTURE(message);
    CHECK(message.find(part) != std::string::npos);
    CHECK(message.ends_with("; see ./prony " + arguments[0] + " --help"));
    CHECK(message.find('\n') == std::string::npos);
  }
}

}  // namespace usage_error_test
