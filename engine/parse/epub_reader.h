// EPUB into blocks.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/expected.h"
#include "engine/parse/block_writer.h"
#include "engine/parse/html_reader.h"
#include "engine/parse/part_list.h"

namespace engine::parse {

/// Adds the text of an EPUB 2 or 3 to `writer`: what its spine names, in order, each file once and
/// a part of its own. A part that is missing, no (X)HTML, encrypted or damaged fails alone. `html`
/// reads the parts. Errors: empty, malformed (no zip file, no package document), encrypted,
/// too_large; those of one part are only in `parts`.
Expected<HtmlHead> read_epub(std::string_view bytes, std::uint64_t most_unpacked, HtmlReader& html,
                             BlockWriter& writer, PartList& parts);

}  // namespace engine::parse
