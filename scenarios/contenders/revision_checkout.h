// A checkout of a revision that its repository knows nothing of.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "harness/expected.h"
#include "scenarios/contenders/asked_program.h"

namespace scenarios {

/// Makes a repository in the new folder `to`, which borrows the objects of the revision's one, with
/// its tags, its origin and, where it has them, its submodules; checks the revision out. `ignored`
/// (from `to`; may be empty) never counts as a change. An error is git's first line about it.
harness::Expected<void> check_out(const Revision& revision, const std::filesystem::path& to,
                                  const std::filesystem::path& ignored,
                                  const std::stop_token& stop);

}  // namespace scenarios
