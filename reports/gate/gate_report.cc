#include "reports/gate/gate_report.h"

#include "harness/gate/files/gate_files.h"
#include "harness/result/whole_file.h"
#include "reports/gate/gate_markdown.h"
#include "reports/gate/gate_page.h"
#include "reports/gate/junit.h"
#include "reports/gate/ratio_plots.h"
#include "reports/rendered_plot.h"
#include "reports/words/page_links.h"

namespace reports::gate {

using harness::Expected;
using harness::gate::GateResult;
using harness::result::write_whole_file;

Expected<void> write_gate_report(const GateResult& gate, const std::filesystem::path& folder) {
  // What a CI job can't do without comes before what may take seconds.
  auto written = write_whole_file(folder / "junit.xml", junit_xml(gate)).and_then([&] {
    return write_whole_file(folder / "gate.md", gate_markdown(gate));
  });
  if (!written) return written;
  const RenderedPlots rendered = render_plots(ratio_plots(gate));
  return write_plots(folder / "plots", rendered, ratio_plot_names)
      .and_then([&] {
        return write_whole_file(folder / "report.html",
                                gate_page(gate, rendered, words::links_from(folder)));
      })
      .and_then([&]() -> Expected<void> {
        if (!rendered.trouble) return {};
        return harness::failure("the report was written, but not all plots: " +
                                rendered.trouble->message);
      });
}

Expected<void> write_gate_report(const std::filesystem::path& folder) {
  return harness::gate::files::read_gate(folder).and_then(
      [&](const GateResult& gate) { return write_gate_report(gate, folder); });
}

}  // namespace reports::gate
