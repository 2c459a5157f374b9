// A revision of the source, built as another program of it was.
#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/run/progress.h"
#include "scenarios/contenders/asked_program.h"
#include "scenarios/contenders/build_folder.h"
#include "scenarios/contenders/build_shelf.h"

namespace scenarios {

/// A program that was built from a revision, there as long as this lives.
struct RevisionBuild {
  std::filesystem::path program;
  bool built_before = false;          // another gate did it
  std::vector<std::string> warnings;  // in what it differs from what it was to be like
  std::shared_ptr<ShelfPlace> place;  // its source, build folder and build.log
};

/// Builds the program that `like` tells of from the revision, with the generator, compiler, flags
/// and variables of `like`, in a checkout of its own that the user's repository knows nothing of:
/// only its objects are shared. The checkout and the build folder are reached through symbolic
/// links whose paths are as long as those of `like`. Tells how far it is. An error: the revision's
/// first error with the log's path; it was stopped, and nothing half-made will be taken for whole.
harness::Expected<RevisionBuild> build_revision(const Revision& revision, const BuildFolder& like,
                                                const BuildShelf& shelf,
                                                const harness::run::Tell& tell,
                                                const std::stop_token& stop);

}  // namespace scenarios
