// Markdown into blocks.
#pragma once

#include <memory>
#include <string_view>

#include "engine/expected.h"
#include "engine/parse/block_writer.h"
#include "engine/parse/html_reader.h"

namespace engine::parse {

/// Adds the text of `bytes` to `writer`, reading it as GitHub does: CommonMark with tables, struck
/// out text, task lists and bare links. `html` reads the HTML in it. Precondition: valid UTF-8.
/// Errors: too_deep, malformed.
Expected<void> read_markdown(std::string_view bytes, BlockWriter& writer, HtmlReader& html);

}  // namespace engine::parse
