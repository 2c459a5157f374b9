// Pages that somebody else has read, into blocks.
#pragma once

#include <span>
#include <vector>

#include "engine/documents/parsed/block_writer.h"
#include "engine/documents/parsed/parsed.h"

namespace engine::documents::parse {

/// Adds the pages' text, as plain text, and says what became of each: "page 1" and so on.
std::vector<parsed::Part> read_pages(std::span<const parsed::Page> pages,
                                     parsed::BlockWriter& writer);

}  // namespace engine::documents::parse
