// A run as one page for a browser.
#pragma once

#include <string>

#include "harness/result/run_result.h"
#include "reports/rendered_plot.h"
#include "reports/words/page_links.h"

namespace reports {

/// A self-contained page: it opens without a network, needs no script, fits a telephone, is dark
/// where the reader's screen is, can be printed. Its links lead within it and to what lies beside
/// it.
std::string html_page(const harness::result::RunResult& run, const RenderedPlots& plots,
                      const words::PageLinks& links = {});

}  // namespace reports
