// The default corpus in memory, for the micro-benchmarks.
#pragma once

#include <string>
#include <vector>

#include "engine/documents/parse/parser.h"

namespace scenarios::micro {

/// A document's bytes, read once.
struct LoadedDocument {
  std::string id;
  std::string bytes;
  engine::documents::parsed::Format format = engine::documents::parsed::Format::text;
};

/// All of the default corpus, or of the folder that the environment variable PRONY_CORPUS names.
/// Ends the program with a message if it isn't there.
const std::vector<LoadedDocument>& documents();

/// The same, parsed.
std::vector<engine::documents::parsed::Parsed> parsed_documents();

}  // namespace scenarios::micro
