#include "reports/report.h"

#include "harness/result/run_files.h"
#include "harness/result/whole_file.h"
#include "reports/html_page.h"
#include "reports/markdown_page.h"
#include "reports/plot/plots.h"
#include "reports/rendered_plot.h"
#include "reports/words/page_links.h"

namespace reports {

using harness::Expected;
using harness::failure;
using harness::result::write_whole_file;
using std::filesystem::path;

Expected<void> write_report(const harness::result::RunResult& run, const path& run_folder) {
  const RenderedPlots rendered = render_plots(run);
  const words::PageLinks links = words::links_from(run_folder);
  return write_plots(run_folder / "plots", rendered, plot::plot_names)
      .and_then([&] {
        return write_whole_file(run_folder / "report.html", html_page(run, rendered, links));
      })
      .and_then([&] {
        return write_whole_file(run_folder / "report.md", markdown_page(run, rendered, links));
      })
      .and_then([&]() -> Expected<void> {
        if (!rendered.trouble) return {};
        return failure("the report was written, but not all plots: " + rendered.trouble->message);
      });
}

Expected<void> write_report(const path& run_folder) {
  return harness::result::read_run(run_folder).and_then([&](const harness::result::RunResult& run) {
    return write_report(run, run_folder);
  });
}

}  // namespace reports
