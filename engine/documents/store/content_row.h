// What of a document's content goes into its state row.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/documents/store/store.h"
#include "engine/expected.h"

namespace engine::documents::store {

/// The columns that have to be made from a record before they can be bound; all empty for a failed
/// document.
struct ContentRow {
  std::string summary;         // the chosen sentences, a space between them
  std::string keywords;        // a JSON array of words
  std::string chunk_offsets;   // see pack()
  std::string summary_places;  // see places_of()
  std::string problems;        // a JSON array: the failed parts and why, the first twenty of them
};

ContentRow content_row(const Record& record);

/// store_failed when it is not what content_row writes.
Expected<std::vector<std::string>> keywords_of(std::string_view json);
Expected<std::vector<std::string>> problems_of(std::string_view json);

}  // namespace engine::documents::store
