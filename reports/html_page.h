// A run as one page for a browser.
#pragma once

#include <string>

#include "harness/result/run_result.h"
#include "reports/rendered_plot.h"

namespace reports {

/// A self-contained page: it opens without a network, needs no script, can be printed.
std::string html_page(const harness::result::RunResult& run, const RenderedPlots& plots);

}  // namespace reports
