// A run's folder: writing a RunResult into it and reading it back.
#pragma once

#include <chrono>
#include <filesystem>
#include <span>
#include <string_view>

#include "harness/expected.h"
#include "harness/result/run_result.h"
#include "harness/result/run_texts.h"

namespace harness::result {

/// A run's folder. Created before anything is measured, so that an unwritable or full disk is told
/// at once; until `finish` has succeeded it holds a file INCOMPLETE that says so.
class RunFolder {
 public:
  /// Makes `path` (which must be absent or empty) and marks it INCOMPLETE. Probes that files can
  /// really be written there. After an error, the folder is as it was.
  static Expected<RunFolder> create(const std::filesystem::path& path);

  const std::filesystem::path& path() const { return path_; }

  /// A folder for the target's own files while it runs (its database): there from the start;
  /// `finish` removes it.
  std::filesystem::path scratch() const { return path_ / "scratch"; }

  /// Writes run.json, the CSV files and latency.hlog, each whole or not at all (temporary file,
  /// fsync, rename), then removes the mark. On an error (disk full) the mark stays and says why.
  Expected<void> finish(const RunResult& result);
  /// Of texts that are there already, in their order; the last one is to tell of the others.
  Expected<void> finish(std::span<const RunText> texts);
  /// Of a folder for something else than a run: its files are there already, so that only scratch
  /// and mark are removed.
  Expected<void> finish();

  /// Lets the mark INCOMPLETE say what happened, for a run that ends without a result. Works on a
  /// full disk too, as far as the file system overwrites in place.
  Expected<void> explain(std::string_view sentence) const;

 private:
  friend Expected<RunFolder> default_run_folder(const std::filesystem::path&, std::string_view,
                                                std::string_view,
                                                std::chrono::system_clock::time_point);
  explicit RunFolder(std::filesystem::path path) : path_(std::move(path)) {}
  static Expected<RunFolder> start(const std::filesystem::path& path, bool made);

  std::filesystem::path path_;
};

/// Creates RESULTS_ROOT/runs/<UTC time>-<scenario>-<commit>, with -2, -3 ... behind it where that
/// is taken: two that start in the same second never share a folder. Letters that are awkward in a
/// file name become '_'; an empty commit is left out.
Expected<RunFolder> default_run_folder(const std::filesystem::path& results_root,
                                       std::string_view scenario, std::string_view commit,
                                       std::chrono::system_clock::time_point now);

/// The files of a folder, of at most 256 MiB each, those that end in .json of at most `most_json`
/// bytes. An error: there is no such folder, or it is marked INCOMPLETE.
Expected<TextSource> finished_folder(const std::filesystem::path& folder, std::uint64_t most_json);

/// Reads a run's folder back. Trusts nothing in it: a missing or malformed file, an unknown schema
/// version or a row of the wrong width is an error that names file and line. Columns that this
/// version does not know are passed over; missing ones are empty. `latency.hlog` may be absent. A
/// folder marked INCOMPLETE, and a file with fewer or more rows than run.json tells, is an error.
Expected<RunResult> read_run(const std::filesystem::path& folder);

}  // namespace harness::result
