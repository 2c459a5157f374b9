// A gate's pairs as pairs.csv.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "harness/expected.h"
#include "harness/gate/gate_result.h"

namespace harness::gate::files {

/// The first columns. Behind them stands one for each metric with a quantile, in the plan's order,
/// called as quantile_column() says, and then one for each figure, by its name.
inline constexpr std::array<std::string_view, 4> pair_columns{"stage", "pair", "side", "invalid"};

/// "latency_ms_p99" of the metric "p99".
std::string quantile_column(const Metric& metric);

/// Two rows a pair, base and candidate. A figure that a side lacks is an empty cell.
std::string write_pairs_csv(const GateResult& gate);

/// Adds the pairs to a gate that has its plan already; their latencies are not in this file. Errors
/// name `file` and line: other first columns than write_pairs_csv writes, pairs that are not
/// numbered 1, 2, 3 ... in each stage with base and candidate behind one another, a figure that is
/// no number from 0 on, another number of rows than `promised`.
Expected<void> read_pairs_csv(std::string_view text, std::string_view file, std::uint64_t promised,
                              GateResult& gate);

/// How many rows write_pairs_csv writes.
std::uint64_t pair_rows(const GateResult& gate);

}  // namespace harness::gate::files
