// From a PDF's bytes to its text.
#pragma once

#include <string_view>

#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/budget.h"
#include "engine/documents/pdf/reader.h"

namespace engine::documents::stages {

/// Reads the PDF in the reader's child process; every page is a part of what comes back. Errors:
/// pdf::Reader's.
Expected<parsed::Parsed> parse_pdf(std::string_view bytes, const parsed::Limits& limits,
                                   pdf::Reader& reader, parse::Parser& parser,
                                   const pdf::Reader::OnPage& on_page = nullptr);

}  // namespace engine::documents::stages
