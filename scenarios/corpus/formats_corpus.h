// The same texts in every format that the engine reads.
#pragma once

#include <cstddef>
#include <filesystem>

#include "harness/expected.h"

namespace scenarios {

/// Where it is made when first used: results/corpora/formats.
std::filesystem::path formats_corpus();

/// Makes so many documents, of texts from all over the corpus `from`, in each format: text (also
/// packed by gzip), Markdown, HTML, DOCX, EPUB and PDF, each in a folder of its format's name. The
/// same corpus gives the same bytes each time. What is there is left alone. Errors: too few texts,
/// a folder that can't be written; nothing half made is left behind.
harness::Expected<std::filesystem::path> make_formats_corpus(const std::filesystem::path& from,
                                                             const std::filesystem::path& to,
                                                             std::size_t documents = 60);

}  // namespace scenarios
