// Prony's own program: its subjects and the commands that only it has.
#include "harness/environment/build_facts.h"
#include "harness/this_program.h"
#include "scenarios/command/subject.h"
#include "scenarios/described/described_subject.h"
#include "scenarios/documents/commands.h"
#include "scenarios/documents/subject.h"
#include "scenarios/general/null_subject.h"
#include "scenarios/http/http_subject.h"
#include "scenarios/inference/inference_subject.h"
#include "scenarios/openai/openai_subject.h"
#include "scenarios/program/commands.h"
#include "scenarios/serve/command_serve.h"
#include "scenarios/start/command_init.h"

namespace {

using harness::scenario::Subject;

/// The launcher takes this one; it is here to be found.
void add_test(const scenarios::Adding& to) {
  CLI::App* const command = to.program.add_subcommand(
      "test", "Build and run all the tests; --all: sanitizers and checks too.");
  command->prefix_command();
  command->callback([&work = to.work] {
    work = [] { return scenarios::complain("the tests are run by the launcher: ./prony test"); };
  });
}

harness::Expected<Subject> described(const std::filesystem::path& file,
                                     const std::vector<Subject>& others) {
  std::vector<const Subject*> bases;
  for (const Subject& one : others) bases.push_back(&one);
  return scenarios::described::described_subject(file, bases);
}

}  // namespace

int main(int argc, char** argv) {
  harness::set_this_program({.source = harness::environment::build_facts().source_dir});
  return scenarios::run_program(
      argc, argv,
      {scenarios::documents_subject(), scenarios::http::http_subject(),
       scenarios::openai::openai_subject(), scenarios::inference::inference_subject(),
       scenarios::command_subject(), scenarios::null_subject()},
      {scenarios::add_micro, scenarios::add_ingest, scenarios::add_corpus,
       scenarios::start::add_init, scenarios::serve::add_serve, add_test},
      described);
}
