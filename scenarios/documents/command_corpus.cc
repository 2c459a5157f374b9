#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "harness/nearest.h"
#include "scenarios/corpus/corpus.h"
#include "scenarios/corpus/corpus_packages.h"
#include "scenarios/documents/commands.h"
#include "scenarios/terminal/exit_code.h"
#include "scenarios/terminal/terminal.h"
#include "scenarios/terminal/terminal_table.h"
#include "scenarios/terminal/terminal_text.h"

namespace scenarios {
namespace {

int list_corpora() {
  const std::size_t width = terminal_of(STDOUT_FILENO).width;
  TerminalColumn name{.heading = "corpus", .left = true}, documents{.heading = "documents"},
      size{.heading = "size"}, state{.heading = "", .left = true},
      package{.heading = "package", .left = true, .expendable = 2},
      licence{.heading = "licence", .left = true, .expendable = 1};
  for (const CorpusPackage& corpus : corpus_packages()) {
    name.cells.emplace_back(corpus.name);
    documents.cells.push_back(std::to_string(corpus.documents));
    size.cells.push_back(fmt::format("{} MB", corpus.megabytes));
    state.cells.emplace_back(is_installed(corpus) ? "installed" : "");
    package.cells.emplace_back(corpus.package);
    licence.cells.emplace_back(corpus.licence);
  }
  std::string text = "with the source code:\n\n";
  const auto add = [&](const char* one, const char* what) {
    text += wrapped(what, fmt::format("  {:11} ", one), std::string(14, ' '), width);
  };
  add("default", "what a run uses unless told otherwise");
  add("large", "a few documents of 12 to 24 MB, made of the default ones when first used");
  add("formats", "60 texts in every format, made when first used");
  text += "\n" + wrapped(
                     "larger corpora, from Debian's documentation packages (./prony corpus "
                     "NAME installs):",
                     "", "", width);
  text += "\n" + terminal_table({name, package, documents, size, licence, state}, width);
  std::fputs(text.c_str(), stdout);
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

void add_corpus(const Adding& to) {
  CLI::App* const command = to.program.add_subcommand(
      "corpus", "Larger corpora of real documents: list them, install one.");
  auto name = std::make_shared<std::string>();
  command->add_option("NAME", *name, "Which one to install.");
  command->callback([&work = to.work, name] {
    work = [name] { return name->empty() ? list_corpora() : install_corpus(*name); };
  });
}

}  // namespace scenarios
