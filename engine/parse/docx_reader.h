// DOCX into blocks.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/expected.h"
#include "engine/parse/block_writer.h"
#include "engine/parse/html_reader.h"
#include "engine/parse/part_list.h"

namespace engine::parse {

/// Adds the text of a word-processing document (ECMA-376) to `writer`: the body, then footnotes,
/// endnotes, comments, headers and footers (each once, though every page shows them), each a part
/// named by its file. A file that the body has read in when it is opened (w:altChunk) is a failed
/// part, unread. Errors: empty, malformed, encrypted, too_large; those of one part are only in
/// `parts`.
Expected<HtmlHead> read_docx(std::string_view bytes, std::uint64_t most_unpacked,
                             BlockWriter& writer, PartList& parts);

}  // namespace engine::parse
