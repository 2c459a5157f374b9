// A parsed document written out, for tests to compare.
#pragma once

#include <string>

#include "engine/parse/parser.h"

namespace engine::parse {

/// A line for each block: "list_item|text" or "heading 2|text".
std::string described_blocks(const Parsed& parsed);

/// The same, after a line each for the title and the language.
std::string described(const Parsed& parsed);

}  // namespace engine::parse
