// What a run's pages can link to from where they lie.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace reports::words {

/// A file of the run and what it holds.
struct RunFile {
  std::string name, holds;
};

/// Relative links, for pages in a run's folder; without any where nothing was found.
struct PageLinks {
  std::vector<RunFile> files;       // of the run, those that are there
  std::string schema;               // the page that says what the files' columns mean; may be empty
  std::string claims;               // the page of the claims; may be empty
  std::set<std::string> described;  // the ids of the claims on it

  /// The place of a claim, or nothing where it is not on the page.
  std::string claim(std::string_view id) const;
};

/// Looks into the folder, and upwards from it for the project that it lies in.
PageLinks links_from(const std::filesystem::path& run_folder);

}  // namespace reports::words
