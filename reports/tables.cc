#include "reports/tables.h"

#include <utility>

namespace reports {
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

Table environment_table(const RunResult& run) {
  return pairs_table("Environment", run.environment);
}

}  // namespace reports
