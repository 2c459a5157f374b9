#include <fmt/format.h>

#include <cstdio>

#include "harness/nearest.h"
#include "scenarios/commands.h"
#include "scenarios/corpus.h"
#include "scenarios/corpus_packages.h"
#include "scenarios/exit_code.h"

namespace scenarios {
namespace {

int list_corpora() {
  std::puts(
      "with the source code:\n\n"
      "  default     what a run uses unless told otherwise\n"
      "  large       a few documents of 12 to 24 MB, made of the default ones when first used\n"
      "  formats     60 texts in every format, likewise\n");
  std::puts(
      "larger corpora, from Debian's documentation packages (./prony corpus NAME installs):\n");
  for (const CorpusPackage& corpus : corpus_packages()) {
    fmt::print("  {:11} {:20} {:>6} documents {:>5} MB  {:22} {}\n", corpus.name, corpus.package,
               corpus.documents, corpus.megabytes, corpus.licence,
               is_installed(corpus) ? "installed" : "");
  }
  return done;
}

int install_corpus(const std::string& name) {
  std::vector<std::string_view> names;
  for (const CorpusPackage& corpus : corpus_packages()) {
    names.push_back(corpus.name);
    if (corpus.name != name) continue;
    const auto folder = install(corpus);
    if (!folder) return complain(folder.error().message);
    const auto opened = Corpus::open(*folder);
    if (!opened) return complain(opened.error().message);
    fmt::print("{}\n", opened->describe());
    fmt::print("measure with it: ./prony run steady --corpus {}\n", corpus.name);
    return done;
  }
  const auto near = harness::nearest(name, names);
  return complain(
      fmt::format("there is no corpus '{}'; {}", name,
                  near ? fmt::format("did you mean {}?", *near) : "./prony corpus lists them"));
}

}  // namespace

void add_corpus(CLI::App& program, Work& work) {
  CLI::App* const command =
      program.add_subcommand("corpus", "Larger corpora of real documents: list them, install one.");
  auto name = std::make_shared<std::string>();
  command->add_option("NAME", *name, "Which one to install.");
  command->callback([&work, name] {
    work = [name] { return name->empty() ? list_corpora() : install_corpus(*name); };
  });
}

}  // namespace scenarios
