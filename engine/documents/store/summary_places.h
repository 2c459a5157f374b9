// Where in its source a document's summary stands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/documents/analyse/analyser.h"
#include "engine/documents/parsed/parsed.h"
#include "engine/documents/store/store.h"
#include "engine/expected.h"

namespace engine::documents::store {

/// The chosen sentences, a space between them.
std::string summary_of(const parsed::Parsed& parsed, const analyse::Analysis& analysis);

/// A JSON array with one for each of these sentences: its length in bytes, its part's name (empty:
/// the document is one whole), and, where it has bytes in the source, their beginning and end.
std::string places_of(const parsed::Parsed& parsed, const analyse::Analysis& analysis);

/// The sentences of a summary with their places; store_failed when these are not what `places_of`
/// writes for it.
Expected<std::vector<Sentence>> sentences_of(std::string_view summary, std::string_view places);

}  // namespace engine::documents::store
