// A parsed document written out, for tests to compare.
#pragma once

#include <string>

#include "engine/documents/parsed/parsed.h"

namespace engine::documents::parsed {

/// A line for each block: "list_item|text" or "heading 2|text".
std::string described_blocks(const Parsed& parsed);

/// A line for each part: "extracted|name|its text's first 20 bytes", "empty|name|" or
/// "failed|name|problem".
std::string described_parts(const Parsed& parsed);

/// The same as described_blocks, after a line each for the title and the language.
std::string described(const Parsed& parsed);

}  // namespace engine::documents::parsed
