#include "reports/tables/tables.h"

#include <utility>

#include "reports/words/figure_format.h"

namespace reports::tables {

using harness::result::RunResult;

namespace {

Table pairs_table(std::string title, const std::vector<harness::result::Parameter>& pairs) {
  Table table{std::move(title), {{"name", false}, {"value", false}}, {}};
  for (const auto& [name, value] : pairs) {
    if (table.rows.size() == most_table_rows) break;
    table.rows.push_back({{name, value}});
  }
  return table;
}

}  // namespace

Table parameters_table(const RunResult& run) {
  return pairs_table("Parameters", run.parameters);
}

Table text_table(const harness::result::TextTable& table) {
  Table shown{table.title, {}, {}, table.note};
  for (const std::string& heading : table.headings) {
    shown.headings.push_back({heading, !shown.headings.empty()});
  }
  for (const auto& row : table.rows) {
    if (shown.rows.size() == most_table_rows || table.headings.empty()) break;
    Row& cells = shown.rows.emplace_back();
    for (std::size_t i = 0; i < table.headings.size(); ++i) {
      cells.cells.emplace_back(i < row.cells.size() ? row.cells[i] : std::string());
    }
  }
  return shown;
}

Table environment_table(const RunResult& run) {
  std::vector<harness::result::Parameter> facts = run.environment;
  if (run.reference_workload_before_ms || run.reference_workload_after_ms) {
    facts.emplace_back("reference_workload",
                       words::milliseconds(run.reference_workload_before_ms) + " before, " +
                           words::milliseconds(run.reference_workload_after_ms) + " after");
  }
  return pairs_table("Environment", facts);
}

}  // namespace reports::tables
