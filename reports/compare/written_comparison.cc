#include "reports/compare/written_comparison.h"

#include "harness/result/whole_file.h"

namespace reports::compare {

using harness::Expected;
using harness::result::write_whole_file;
namespace fs = std::filesystem;

Expected<void> write_comparison(const ComparisonPage& page, std::vector<sheet::Plot> plots,
                                const fs::path& folder) {
  const RenderedPlots rendered = render_plots(std::move(plots));
  return write_plots(folder / "plots", rendered, {})
      .and_then([&] { return write_whole_file(folder / "compare.html", html(page, rendered)); })
      .and_then([&] { return write_whole_file(folder / "compare.md", markdown(page, rendered)); })
      .and_then([&]() -> Expected<void> {
        if (!rendered.trouble) return {};
        return harness::failure("the comparison was written, but not all plots: " +
                                rendered.trouble->message);
      });
}

}  // namespace reports::compare
