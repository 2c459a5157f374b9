// One of the two programs that a gate compares: where it comes from, and what it is.
#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/gate/gate_result.h"
#include "harness/run/progress.h"
#include "scenarios/contenders/build_shelf.h"

namespace scenarios {

/// A program to compare, there as long as this lives.
struct FoundProgram {
  std::filesystem::path path;
  std::string hash;                   // of the file
  bool revision = false;              // built from one
  std::vector<std::string> warnings;  // sentences for the gate's result
  std::shared_ptr<ShelfPlace> place;  // of a revision's build
};

/// The program that runs now.
std::filesystem::path running_program();

/// What `asked` names: nothing: this program; a file; a revision, which is built as `like` was, or
/// was so before. A revision is looked for in the checkout that `like` was built from (where that
/// can't be told: this program), and in the one around this process's folder. An error, one line:
/// neither, or it does not build, or there is no telling how to build it.
harness::Expected<FoundProgram> find_program(const std::string& asked,
                                             const std::filesystem::path& like,
                                             const BuildShelf& shelf,
                                             const harness::run::Tell& tell,
                                             const std::stop_token& stop);

/// Is there what `asked` names, whether or not it builds? For complaining before anything is begun.
harness::Expected<void> check_asked(const std::string& asked, const std::filesystem::path& like);

/// What the gate's result tells of it, which names no path that nobody typed; version, commit and
/// build only the program itself knows.
harness::gate::Contender contender_of(const std::string& asked, const FoundProgram& program);

}  // namespace scenarios
