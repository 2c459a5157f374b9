// What two commands came to, in words, as a table and as files.
#pragma once

#include <string>
#include <vector>

#include "harness/result/run_texts.h"
#include "reports/tables/table.h"
#include "scenarios/commands_compared/comparison.h"

namespace scenarios::compared {

/// "A is faster: B takes 5.1 % more time (4.2 to 6 %). 12 pairs, p = 0.0005."
std::string sentence_of(const Comparison& comparison);

/// What a reader has to know beside it, a sentence each: by whom the commands were run, what was
/// cut short, what would tell more.
std::vector<std::string> notes_of(const Comparison& comparison);

/// Medians and ratios with their intervals: wall time, CPU time, memory.
reports::tables::Table table_of(const Comparison& comparison);

/// A JSON object with a line break at the end; what is not known is null.
std::string verdict_json(const Comparison& comparison);

/// A line for each run: pair, command, wall_s, cpu_s, peak_bytes.
std::string pairs_csv(const Comparison& comparison);

/// Both, as verdict.json and pairs.csv.
std::vector<harness::result::RunText> texts_of(const Comparison& comparison);

}  // namespace scenarios::compared
