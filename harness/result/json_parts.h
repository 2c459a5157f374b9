// What run.json and verdict.json have in common.
#pragma once

#include <vector>

#include "harness/result/json_fields.h"
#include "harness/result/run_result.h"

namespace harness::result {

Fields::Json json_of(const Figure& figure);  // null where it is not there, or is no number
Fields::Json json_of(const std::vector<Parameter>& parameters);
Fields::Json json_of(const ObjectiveResult& objective);
void read_objective(Fields& fields, ObjectiveResult& objective);

/// The text that is written: two spaces a level, and what is not UTF-8 replaced.
std::string json_text(const Fields::Json& json);

}  // namespace harness::result
