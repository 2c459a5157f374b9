// A report's table for the terminal.
#pragma once

#include <string>

#include "reports/tables/table.h"
#include "scenarios/terminal/terminal.h"

namespace scenarios {

/// Title, rows and note, at most as wide as the terminal; what stands aside in a cell has a column
/// of its own. Good and bad rows are coloured where colours are welcome, as their words say it,
/// too. Empty without rows.
std::string table_text(const reports::tables::Table& table, const Terminal& terminal);

}  // namespace scenarios
