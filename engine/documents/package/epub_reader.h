// EPUB into blocks.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/documents/html/html_reader.h"
#include "engine/documents/parsed/block_writer.h"
#include "engine/documents/parsed/part_list.h"
#include "engine/expected.h"

namespace engine::documents::package {

/// Adds the text of an EPUB 2 or 3 to `writer`: what its spine names, in order, each file once and
/// a part of its own. A part that is missing, no (X)HTML, encrypted or damaged fails alone. `html`
/// reads the parts. Errors: empty, malformed (no zip file, no package document), encrypted,
/// too_large; those of one part are only in `parts`.
Expected<html::HtmlHead> read_epub(std::string_view bytes, std::uint64_t most_unpacked,
                                   html::HtmlReader& html, parsed::BlockWriter& writer,
                                   parsed::PartList& parts);

}  // namespace engine::documents::package
