// The tables of a report.
#pragma once

#include <vector>

#include "harness/result/run_result.h"
#include "reports/tables/table.h"
#include "reports/words/page_links.h"

namespace reports::tables {

using harness::result::RunResult;

/// Rows that a page shows of one table; the rest is in the CSV files.
inline constexpr std::size_t most_table_rows = 500;

// Each is without rows where the run has nothing for it.
Table summary_table(const RunResult& run);
Table results_table(const RunResult& run);  // first results, gaps, what was produced
Table parts_table(const RunResult& run);    // where the requests' time went
Table costs_table(const RunResult& run);
Table counters_table(const RunResult& run);  // what the target counted of its own work
/// One for each group of an ablation; the claims lead to their descriptions.
std::vector<Table> effects_tables(const RunResult& run, const words::PageLinks& links = {});
Table estimates_table(const RunResult& run);
/// One that the scenario made itself.
Table text_table(const harness::result::TextTable& table);
Table engines_table(const RunResult& run);     // of several engines
Table operations_table(const RunResult& run);  // what each takes a request
Table known_answers_table(const RunResult& run);
Table classes_table(const RunResult& run);  // requests by their kinds
Table stages_table(const RunResult& run);
Table slowest_table(const RunResult& run);
Table checks_table(const RunResult& run);  // what did not pass comes first
Table objectives_table(const RunResult& run, const words::PageLinks& links = {});
Table failures_table(const RunResult& run);  // the commonest reasons
Table files_table(const words::PageLinks& links);
Table parameters_table(const RunResult& run);
Table environment_table(const RunResult& run);

}  // namespace reports::tables
