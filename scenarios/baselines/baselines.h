// Runs that were kept under a name, for later ones to be compared with.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/expected.h"

namespace scenarios {

/// What a baseline is kept under: letters, digits, '-', '_' and '.', at most 80 of them, the first
/// one a letter or a digit. An error says what is wrong.
harness::Expected<void> check_baseline_name(std::string_view name);

/// A folder of runs, each in a folder that is called by its name and has all of the run's files.
class Baselines {
 public:
  /// What may be kept, and what may go for it.
  struct Terms {
    bool replace = false;  // a baseline of that name
    bool force = false;    // also a run that is invalid or was cut short
  };

  /// What has been kept.
  struct Kept {
    std::filesystem::path folder;
    std::string trouble;  // why its report could not be made whole; empty: it is
  };

  explicit Baselines(std::filesystem::path folder = "results/baseline")
      : folder_(std::move(folder)) {}

  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path folder_of(std::string_view name) const { return folder_ / name; }

  /// In the alphabet's order; none where there is no such folder.
  std::vector<std::string> names() const;
  bool has(std::string_view name) const;

  /// The error for a name under which nothing is kept: with the nearest one that is, or with what
  /// to type where there is none yet.
  harness::Error missing(std::string_view name) const;

  /// Copies the run's files and makes its report anew, as links in it depend on the place. The
  /// baseline is there whole or not at all, and after an error what stood there before still does.
  /// Errors: an unfit name; one that is taken, without `replace`; a run that can't be read, with
  /// file and line; one that nobody should compare with, without `force`.
  harness::Expected<Kept> save(const std::string& name, const std::filesystem::path& run,
                               Terms terms) const;

  harness::Expected<void> remove(const std::string& name) const;

 private:
  std::filesystem::path folder_;
};

/// A run's folder, and how many later ones were passed over.
struct LatestRun {
  std::filesystem::path folder;
  std::size_t passed_over = 0;  // that are invalid, cut short, unfinished or damaged
};

/// The latest run in `runs`, by its folder's name, that is valid and whole. An error: there is
/// none.
harness::Expected<LatestRun> latest_run(const std::filesystem::path& runs);

}  // namespace scenarios
