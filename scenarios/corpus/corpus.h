// The documents that a run processes.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/documents/parsed/parsed.h"
#include "harness/expected.h"

namespace scenarios {

/// All the documents below a folder, listed but not read: one that is empty, huge or unreadable is
/// among them, for the engine to fail with a reason.
class Corpus {
 public:
  struct Document {
    std::string id;  // its path below the corpus's folder, with '/'
    std::filesystem::path path;
    std::uint64_t bytes = 0;
  };

  /// What lies below the folder and is no document.
  struct Skipped {
    std::size_t compressed = 0;  // a document's ending, then .xz or the like
    std::size_t others = 0;      // other endings, and what is no file
  };

  /// Lists the files below `folder` whose names end as text, Markdown or HTML does, in the order of
  /// their ids. Links are followed, but no folder is listed twice. An empty path is the default
  /// corpus. Errors: no such folder, not a folder, a folder that can't be read, no documents.
  static harness::Expected<Corpus> open(const std::filesystem::path& folder);

  /// Those of its documents that have `from` bytes or more, and fewer than `below`; perhaps none.
  Corpus of_sizes(std::uint64_t from, std::uint64_t below) const;

  /// Those of its documents that are wanted; perhaps none.
  Corpus only(const std::function<bool(const Document&)>& wanted) const;

  /// So many documents: fewer than there are, evenly from all of it; or these, over and over, from
  /// the second round on under ids of their own ("2/" before the id, then "3/").
  Corpus times(std::size_t count) const;

  std::span<const Document> documents() const { return documents_; }
  std::uint64_t total_bytes() const { return total_bytes_; }
  std::size_t count(engine::documents::parsed::Format format) const;
  const Skipped& skipped() const { return skipped_; }

  /// One line: "default corpus: 612 documents, 10.3 MB (411 html, 150 text, 51 markdown)".
  std::string describe() const;

 private:
  void count_in(const Document& document);

  std::string title_;
  std::vector<Document> documents_;
  std::uint64_t total_bytes_ = 0;
  std::array<std::size_t, engine::documents::parsed::all_formats.size()> counts_{};  // by Format
  Skipped skipped_;
};

/// The folder of the documents that come with the source code.
std::filesystem::path default_corpus();

/// The folder that `--corpus` means: of the default corpus (empty or "default"), of the
/// large corpus ("large", which is made if it is not there; likewise "formats"), of a corpus
/// package by its name (which goes before a folder of the same name), or itself. Errors: a package
/// that is not installed; neither a package nor there, with the nearest right spelling.
harness::Expected<std::filesystem::path> resolve_corpus(std::string_view name_or_dir);

}  // namespace scenarios
