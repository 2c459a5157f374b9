// The tables of a comparison.
#pragma once

#include "reports/compare/comparison.h"
#include "reports/tables/table.h"

namespace reports::compare {

tables::Table runs_table(const Comparison& comparison);
/// Without rows where the runs were made alike.
tables::Table differences_table(const Comparison& comparison);
/// A row for each point and figure: each run's figure, and the ratio to the first one's as a change
/// in percent. `only_main`: throughput, P50, P95 and P99.
tables::Table figures_table(const Comparison& comparison, bool only_main = false);

/// "+5.2 %", from a doubling on "2.1x"; a dash where there is none.
std::string change(const harness::result::Figure& ratio);
/// "+1.0 to +9.6 %"; empty without an interval.
std::string change_interval(const Bounded& ratio);

}  // namespace reports::compare
