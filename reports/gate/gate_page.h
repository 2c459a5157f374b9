// A gate as one page for a browser.
#pragma once

#include <string>

#include "harness/gate/gate_result.h"
#include "reports/rendered_plot.h"
#include "reports/words/page_links.h"

namespace reports::gate {

/// Self-contained, as a run's page is: no network, no script, fit for a telephone, the dark and
/// paper.
std::string gate_page(const harness::gate::GateResult& gate, const RenderedPlots& plots,
                      const words::PageLinks& links = {});

}  // namespace reports::gate
