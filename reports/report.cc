#include "reports/report.h"

#include <algorithm>
#include <system_error>

#include "harness/result/run_files.h"
#include "harness/result/whole_file.h"
#include "reports/html_page.h"
#include "reports/markdown_page.h"
#include "reports/plot/plots.h"
#include "reports/rendered_plot.h"
#include "reports/words/page_links.h"

namespace reports {
namespace {

using harness::Expected;
using harness::failure;
using harness::result::write_whole_file;
using std::filesystem::path;

/// Only names that a report writes are ever removed: other files in the folder are not ours.
void remove_outdated(const path& folder, const RenderedPlots& rendered) {
  for (const std::string_view name : plot::plot_names) {
    const bool made = std::any_of(rendered.plots.begin(), rendered.plots.end(),
                                  [&](const RenderedPlot& plot) { return plot.name == name; });
    std::error_code ignored;  // a file that can't be removed is no reason to give no report
    if (!made) std::filesystem::remove(folder / (std::string(name) + ".svg"), ignored);
  }
}

Expected<void> write_plots(const path& folder, const RenderedPlots& rendered) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return failure(folder.string() + ": can't make the folder: " + error.message());
  for (const RenderedPlot& plot : rendered.plots) {
    const auto written = write_whole_file(folder / (plot.name + ".svg"), picture_file(plot));
    if (!written) return written;
  }
  remove_outdated(folder, rendered);
  return {};
}

}  // namespace

Expected<void> write_report(const harness::result::RunResult& run, const path& run_folder) {
  const RenderedPlots rendered = render_plots(run);
  const words::PageLinks links = words::links_from(run_folder);
  return write_plots(run_folder / "plots", rendered)
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
