#include "reports/compare/written_comparison.h"

#include <system_error>

#include "harness/result/whole_file.h"

namespace reports::compare {
namespace {

using harness::Expected;
using harness::result::write_whole_file;
namespace fs = std::filesystem;

Expected<void> write_plots(const RenderedPlots& rendered, const fs::path& folder) {
  if (rendered.plots.empty()) return {};
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return tl::unexpected(harness::result::system_error(folder, "create", error.value()));
  for (const RenderedPlot& plot : rendered.plots) {
    const auto written = write_whole_file(folder / (plot.name + ".svg"), picture_file(plot));
    if (!written) return written;
  }
  return {};
}

}  // namespace

Expected<void> write_comparison(const ComparisonPage& page, std::vector<sheet::Plot> plots,
                                const fs::path& folder) {
  const RenderedPlots rendered = render(std::move(plots));
  return write_plots(rendered, folder / "plots")
      .and_then([&] { return write_whole_file(folder / "compare.html", html(page, rendered)); })
      .and_then([&] { return write_whole_file(folder / "compare.md", markdown(page, rendered)); })
      .and_then([&]() -> Expected<void> {
        if (!rendered.trouble) return {};
        return harness::failure("the comparison was written, but not all plots: " +
                                rendered.trouble->message);
      });
}

}  // namespace reports::compare
