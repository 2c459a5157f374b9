// What the pages of a run and of a gate have in common.
#pragma once

#include <string>
#include <vector>

#include "harness/result/run_result.h"
#include "reports/html_section.h"
#include "reports/rendered_plot.h"
#include "reports/words/page_links.h"

namespace reports {

/// From the doctype to the beginning of the page's body.
std::string html_head(const std::string& title);
std::string html_end();

/// The plots, each for wide and for narrow screens, and what kept others from being drawn.
Section plots_section(const RenderedPlots& plots);

/// Parameters, environment, and the command that makes it again.
Section made_with(const harness::result::RunResult& run);

/// What lies beside the page.
Section files_section(const words::PageLinks& links);

/// The command in Markdown, beneath a heading; nothing without one.
std::string markdown_command(const std::string& command);

}  // namespace reports
