// A gate's metrics as people read them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "harness/gate/gate_result.h"
#include "reports/tables/table.h"

namespace reports::gate {

using harness::gate::GateResult;
using harness::gate::Metric;
using harness::gate::Pair;
using harness::gate::Verdict;

/// One metric: its verdict in words, and the figures beside it. Texts are raw; what was not
/// measured is empty.
struct MetricRow {
  const Verdict* verdict = nullptr;  // of the gate that the rows are of
  std::string name;                  // its label
  std::string word;                  // "regressed"; "undecided" where the gate ended before
  std::string base, candidate;       // the middle one of the processes' figures
  std::string change, interval;      // "+6.1 %" and "+4.9 to +7.3 %"
};

/// What somebody has to act on comes first: of gating metrics the regressed ones, the invalid, the
/// inconclusive, then the others; then the advisory ones.
std::vector<MetricRow> metric_rows(const GateResult& gate);

/// As tables show them: the metric, its verdict, the change with its interval, both figures, the
/// tolerance, pairs and p. Of rows from `first` on, at most `most`.
tables::Table metrics_table(std::span<const MetricRow> rows, const std::string& title);

/// "P50 latency", or the metric's name where it has no label.
const std::string& title_of(const Metric& metric);

/// 1.061 is "+6.1 %", with a minus that is one; "2.4x" from a doubling or a halving on.
std::string change(double ratio);

/// A figure in the unit that the metric's name tells: of a quantile in time.
std::string figure_in_words(double figure, const Metric& metric);

/// The pairs that a metric's verdict rests on: those of the confirmation where it took the first
/// stage's regression back.
const std::vector<Pair>& pairs_behind(const GateResult& gate, const Verdict& verdict);

/// How many gating metrics have that verdict.
std::size_t gating_with(const GateResult& gate, harness::gate::Kind kind);

}  // namespace reports::gate
