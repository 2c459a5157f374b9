// run.json: what is to be said of a run once, as JSON that a person can read too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "harness/expected.h"
#include "harness/result/run_result.h"

namespace harness::result {

/// Everything of `result` that is not rows of another file, plus how many rows those have, and why
/// requests failed, so that whoever reads nothing else (--json) knows it. Bytes
/// that are not UTF-8 become U+FFFD; of parameters with the same name the last one stays.
std::string write_run_json(const RunResult& result);

/// How many rows run.json promises of a file; empty where it doesn't say.
struct RowCounts {
  std::optional<std::uint64_t> points, timeline, counted, classes, stages, slowest, failures,
      known_answers, effects, distributions;
};

/// What run.json is read for: a RunResult without rows, and how many rows it should get.
struct RunJson {
  RunResult result;
  RowCounts rows;
};

/// The inverse of write_run_json. Unknown names are passed over; missing ones are as in a fresh
/// RunResult, except that `schema` and `scenario` must be there. Errors name `file` and the line,
/// or the place ("checks[2].state"): not JSON, a value of the wrong type, another schema version, a
/// `valid` that contradicts the checks, over 10,000 names.
Expected<RunJson> read_run_json(std::string_view text, std::string_view file);

}  // namespace harness::result
