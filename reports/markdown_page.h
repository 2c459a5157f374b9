// A run as Markdown for a pull request.
#pragma once

#include <string>

#include "harness/result/run_result.h"
#include "reports/page_links.h"
#include "reports/rendered_plot.h"

namespace reports {

/// Short enough for a comment: verdicts, key figures, the summary; plots as links into plots/.
std::string markdown_page(const harness::result::RunResult& run, const RenderedPlots& plots,
                          const PageLinks& links = {});

}  // namespace reports
