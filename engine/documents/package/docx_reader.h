// DOCX into blocks.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/documents/html/html_reader.h"
#include "engine/documents/parsed/block_writer.h"
#include "engine/documents/parsed/part_list.h"
#include "engine/expected.h"

namespace engine::documents::package {

/// Adds the text of a word-processing document (ECMA-376) to `writer`: the body, then footnotes,
/// endnotes, comments, headers and footers (each once, though every page shows them), each a part
/// named by its file. A file that the body has read in when it is opened (w:altChunk) is a failed
/// part, unread. Errors: empty, malformed, encrypted, too_large; those of one part are only in
/// `parts`.
Expected<html::HtmlHead> read_docx(std::string_view bytes, std::uint64_t most_unpacked,
                                   parsed::BlockWriter& writer, parsed::PartList& parts);

}  // namespace engine::documents::package
