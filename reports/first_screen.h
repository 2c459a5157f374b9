// The first screen of the page for a browser.
#pragma once

#include <string>
#include <string_view>

#include "harness/result/run_result.h"
#include "reports/headline.h"
#include "reports/words/page_links.h"

namespace reports {

/// May the run be believed, what is the answer, what are the figures.
std::string first_screen(const harness::result::RunResult& run, const Headline& head,
                         const words::PageLinks& links);

/// A sentence in HTML; the claims that it names lead to their descriptions.
std::string html_sentence(std::string_view sentence, const words::PageLinks& links);

}  // namespace reports
