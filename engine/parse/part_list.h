// What became of each part of a document, as it is read.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/expected.h"
#include "engine/parse/block_writer.h"
#include "engine/parse/parser.h"

namespace engine::parse {

inline constexpr std::size_t most_parts = 10'000;

/// Reads parts one after the other into one writer: a part that fails leaves nothing there.
class PartList {
 public:
  void clear();

  /// Precondition: `name` is not empty and UTF-8. `read` adds the part's text to `writer`. Its
  /// error is the part's; too_large is the document's, too, and returned: its budget is used up, as
  /// it is by more than `most_parts`.
  Expected<void> add(std::string name, BlockWriter& writer,
                     const std::function<Expected<void>()>& read);

  /// The first part's that failed; nothing if none did.
  const std::optional<Error>& first_error() const { return first_error_; }

  /// Leaves the list clear.
  std::vector<Part> take();

 private:
  std::vector<Part> parts_;
  std::optional<Error> first_error_;
};

}  // namespace engine::parse
