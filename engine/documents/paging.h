// From a PDF's bytes to its text.
#pragma once

#include <string_view>

#include "engine/documents/context.h"
#include "engine/parse/parser.h"

namespace engine::documents {

/// Reads the PDF in the worker's own child process; every page is a part of what comes back.
/// Errors: pdf::Reader's.
Expected<parse::Parsed> parse_pdf(std::string_view bytes, const parse::Limits& limits,
                                  Context& context);

}  // namespace engine::documents
