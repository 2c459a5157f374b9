// What became of each part of a document, as it is read.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/documents/parsed/block_writer.h"
#include "engine/documents/parsed/budget.h"
#include "engine/documents/parsed/parsed.h"
#include "engine/expected.h"

namespace engine::documents::parsed {

/// Reads parts one after the other into one writer: a part that fails leaves nothing there.
class PartList {
 public:
  /// `budget` outlives it.
  explicit PartList(Budget& budget) : budget_(budget) {}

  void clear();

  /// Precondition: `name` is not empty and UTF-8. `read` adds the part's text to `writer`. Its
  /// error is the part's, as is that of a limit which is passed, whereupon the parts behind it
  /// fail, too; too_large is the document's as well, and returned: it is no honest one, nor is one
  /// of more than `most_parts`.
  Expected<void> add(std::string name, BlockWriter& writer,
                     const std::function<Expected<void>()>& read);

  /// The first part's that failed; nothing if none did.
  const std::optional<Error>& first_error() const { return first_error_; }

  /// Leaves the list clear.
  std::vector<Part> take();

 private:
  Expected<void> within_budget(const std::function<Expected<void>()>& read);

  Budget& budget_;
  std::vector<Part> parts_;
  std::optional<Error> first_error_;
};

}  // namespace engine::documents::parsed
