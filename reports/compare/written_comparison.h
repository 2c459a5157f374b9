// The files of a comparison.
#pragma once

#include <filesystem>

#include "harness/expected.h"
#include "reports/compare/comparison_page.h"
#include "reports/sheet/sheet.h"

namespace reports::compare {

/// Writes compare.html, compare.md and plots/*.svg into a folder that is there, each whole or not
/// at all. Where plots can't be drawn the pages are written all the same and say so, and the error
/// says that too.
harness::Expected<void> write_comparison(const ComparisonPage& page, std::vector<sheet::Plot> plots,
                                         const std::filesystem::path& folder);

}  // namespace reports::compare
