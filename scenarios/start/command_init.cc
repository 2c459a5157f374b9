#include "scenarios/start/command_init.h"

#include <fmt/format.h>

#include "harness/this_program.h"
#include "scenarios/start/starting_point.h"
#include "scenarios/terminal/exit_code.h"

namespace scenarios::start {
namespace {

struct InitWords {
  std::string kind, name;
};

int init(const InitWords& words) {
  const auto start = starting_point(words.kind, words.name);
  if (!start) return complain(start.error().message);
  if (auto written = write(*start, "."); !written) return complain(written.error().message);
  for (const StartingPoint::File& file : start->files) fmt::print("{}\n", file.path.string());
  fmt::print("\nChange it to what is yours, then: {}\n", start->next);
  return done;
}

}  // namespace

void add_init(const Adding& to) {
  CLI::App* const command = to.program.add_subcommand(
      "init", "Write a starting point for an engine of your own: http, command or library.");
  auto words = std::make_shared<InitWords>();
  command
      ->add_option("KIND", words->kind,
                   "http: a server, described by a file; command: a program, described by a file; "
                   "library: a C++ engine, with its main.cc and CMakeLists.txt")
      ->required();
  command->add_option("NAME", words->name,
                      "Of the file or folder [my_server, my_program, my_engine]");
  command->callback([&work = to.work, words] { work = [words] { return init(*words); }; });
}

}  // namespace scenarios::start
