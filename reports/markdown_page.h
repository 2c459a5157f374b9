// A run as Markdown for a pull request.
#pragma once

#include <string>

#include "harness/result/run_result.h"
#include "reports/rendered_plot.h"
#include "reports/words/page_links.h"

namespace reports {

/// Short enough for a comment: verdicts, key figures, the summary; plots as links into plots/.
std::string markdown_page(const harness::result::RunResult& run, const RenderedPlots& plots,
                          const words::PageLinks& links = {});

}  // namespace reports
