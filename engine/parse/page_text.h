// Pages that somebody else has read, into blocks.
#pragma once

#include <span>
#include <vector>

#include "engine/parse/block_writer.h"
#include "engine/parse/parser.h"

namespace engine::parse {

/// Adds the pages' text, as plain text, and says what became of each: "page 1" and so on.
std::vector<Part> read_pages(std::span<const Page> pages, BlockWriter& writer);

}  // namespace engine::parse
