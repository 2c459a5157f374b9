// Rows of a run's data as rows of a table.
#pragma once

#include <utility>

#include "reports/tables/table.h"
#include "reports/tables/tables.h"

namespace reports::tables {

/// One row of a table for each element, up to what a page shows, without the columns in which
/// nothing was measured.
template <class Elements, class MakeRow>
Table filled(Table table, const Elements& elements, MakeRow make_row) {
  for (const auto& element : elements) {
    if (table.rows.size() == most_table_rows) break;
    table.rows.push_back(make_row(element));
  }
  return without_empty_columns(std::move(table));
}

}  // namespace reports::tables
