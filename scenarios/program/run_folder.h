// Where a run's files go.
#pragma once

#include <string>
#include <string_view>

#include "harness/result/run_files.h"

namespace scenarios {

/// `out` as typed with --out, else a new folder results/runs/<time>-<name>-<commit> below where the
/// user is. The error of one that can't be made there says that --out names another place.
harness::Expected<harness::result::RunFolder> make_run_folder(const std::string& out,
                                                              std::string_view name,
                                                              std::string_view commit);

/// Writes the run's files and then its page. A page that can't be made is told and no error: it can
/// be made again from the files.
harness::Expected<void> finish(harness::result::RunFolder& folder,
                               const harness::result::RunResult& result);

/// The checkout's commit as folders' names have it; empty if git does not say.
std::string short_commit();

}  // namespace scenarios
