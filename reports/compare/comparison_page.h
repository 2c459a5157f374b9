// A comparison for a browser and for a pull request.
#pragma once

#include <string>
#include <vector>

#include "reports/compare/benchmark_comparison.h"
#include "reports/compare/comparison.h"
#include "reports/rendered_plot.h"

namespace reports::compare {

/// What any comparison says, in its order.
struct ComparisonPage {
  std::string title;     // "steady: 2 runs compared"
  std::string advisory;  // before any figure
  std::vector<std::string> warnings;
  std::vector<tables::Table> tables;
  std::string command = {};  // as typed
};

ComparisonPage page_of(const Comparison& comparison);
ComparisonPage page_of(const BenchmarkComparison& comparison);

/// A self-contained page, as a run's is.
std::string html(const ComparisonPage& page, const RenderedPlots& plots);
/// Links to plots/NAME.svg beside it.
std::string markdown(const ComparisonPage& page, const RenderedPlots& plots);

}  // namespace reports::compare
