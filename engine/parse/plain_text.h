// Plain text into blocks.
#pragma once

#include <string>
#include <string_view>

#include "engine/parse/block_writer.h"

namespace engine::parse {

/// Reads plain text (and reStructuredText just the same): a paragraph ends at a blank line, at a
/// page break, and at a line that is only a rule, such as "=====", which is left out.
/// Returns the first line that says something, as it stands.
std::string_view read_plain_text(std::string_view bytes, BlockWriter& writer);

}  // namespace engine::parse
