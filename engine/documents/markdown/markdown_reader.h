// Markdown into blocks.
#pragma once

#include <memory>
#include <string_view>

#include "engine/documents/html/html_reader.h"
#include "engine/documents/parsed/block_writer.h"
#include "engine/expected.h"

namespace engine::documents::markdown {

/// Adds the text of `bytes` to `writer`, reading it as GitHub does: CommonMark with tables, struck
/// out text, task lists and bare links. `html` reads the HTML in it. Precondition: valid UTF-8.
/// Errors: too_deep, malformed.
Expected<void> read_markdown(std::string_view bytes, parsed::BlockWriter& writer,
                             html::HtmlReader& html);

}  // namespace engine::documents::markdown
