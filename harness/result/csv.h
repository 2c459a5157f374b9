// Rows of a result file as CSV, by its table of columns.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"
#include "harness/result/columns.h"

namespace harness::result {

/// A header line, then a line a row. Numbers in the shortest form that reads back as the same
/// double; an empty optional, and a number that is none (NaN, infinity), is an empty cell.
/// Row: any of those that columns.h has columns for. `counters`: the columns of a TimelineRow's
/// counters, behind the others; no other row has any.
template <class Row>
std::string write_csv(std::span<const Row> rows, std::span<const Column<Row>> columns,
                      std::span<const std::string> counters = {});

/// The inverse of write_csv. The header says which column is where; unknown columns are passed
/// over, missing ones and empty cells leave the member as a fresh Row has it. Errors name `file`
/// and line: no header or one without any known column, a column twice, a row of the wrong width,
/// a cell that is not what its column holds, and what read_rows refuses.
template <class Row>
Expected<std::vector<Row>> read_csv(std::string_view text, std::span<const Column<Row>> columns,
                                    std::string_view file,
                                    std::span<const std::string> counters = {});

}  // namespace harness::result
