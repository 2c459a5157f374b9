// A plot that has been drawn.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"
#include "harness/result/run_result.h"
#include "reports/sheet/sheet.h"

namespace reports {

/// An SVG picture with what a page says of it.
struct RenderedPlot {
  std::string name, title, caption;
  std::string svg;         // one <svg> element, without an XML declaration
  std::string narrow_svg;  // the same for a narrow screen
};

/// The plots that could be drawn, and why the others could not.
struct RenderedPlots {
  std::vector<RenderedPlot> plots;
  std::optional<harness::Error> trouble;
};

/// Draws them. After the first failure of gnuplot no more are tried.
RenderedPlots render(std::vector<sheet::Plot> plots);

/// Every plot that the run has data for.
RenderedPlots render_plots(const harness::result::RunResult& run);

/// A plot as a file of its own: the usual one, which is dark where the reader's screen is.
std::string picture_file(const RenderedPlot& plot);

/// gnuplot's SVG made fit for a page that holds several: every id and every reference to one gets
/// `prefix`, colours stand in attributes, written as plain_colour writes them, the title becomes
/// `title`, and a screen reader is told `caption`.
harness::Expected<std::string> embeddable_svg(std::string_view svg, const std::string& prefix,
                                              const std::string& title, const std::string& caption);

}  // namespace reports
