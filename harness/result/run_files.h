// A run's folder: writing a RunResult into it and reading it back.
#pragma once

#include <filesystem>

#include "harness/expected.h"
#include "harness/result/run_result.h"

namespace harness::result {

/// A run's folder. Created before anything is measured, so that an unwritable or full disk is told
/// at once; until `finish` has succeeded it holds a file INCOMPLETE that says so.
class RunFolder {
 public:
  /// Makes `path` (which must be absent or empty) and marks it INCOMPLETE. Probes that files can
  /// really be written there.
  static Expected<RunFolder> create(const std::filesystem::path& path);

  const std::filesystem::path& path() const { return path_; }

  /// A folder for the target's own files while it runs (its database); `finish` removes it.
  std::filesystem::path scratch() const { return path_ / "scratch"; }

  /// Writes run.json, the CSV files and latency.hlog, each whole or not at all (temporary file,
  /// fsync, rename), then removes the mark. On an error (disk full) the mark stays and says why.
  Expected<void> finish(const RunResult& result);

 private:
  explicit RunFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

/// Reads a run's folder back. Trusts nothing in it: a missing or malformed file, an unknown schema
/// version or a row of the wrong width is an error that names file and line. Columns that this
/// version does not know are passed over; missing ones are empty. `latency.hlog` may be absent.
Expected<RunResult> read_run(const std::filesystem::path& folder);

}  // namespace harness::result
