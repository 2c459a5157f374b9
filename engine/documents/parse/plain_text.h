// Plain text into blocks.
#pragma once

#include <string>
#include <string_view>

#include "engine/documents/parsed/block_writer.h"
#include "engine/documents/parsed/source.h"

namespace engine::documents::parse {

/// Reads plain text (and reStructuredText just the same): a paragraph ends at a blank line, at a
/// page break, and at a line that is only a rule, such as "=====", which is left out.
/// Returns the first line that says something, as it stands, but for what is far too long.
std::string read_plain_text(std::string_view bytes, parsed::BlockWriter& writer);

/// The same, piece by piece: no more than a piece and a line are in memory. Errors: the source's.
Expected<std::string> read_plain_text(parsed::Source& source, parsed::BlockWriter& writer);

}  // namespace engine::documents::parse
