// A plan within verdict.json.
#pragma once

#include "harness/gate/plan.h"
#include "harness/result/json_fields.h"

namespace harness::gate::files {

result::Fields::Json json_of(const Plan& plan);
/// Complains of a metric without a name, two of one name, and a quantile outside of 0 to 1.
void read_plan(result::Fields& fields, Plan& plan);

}  // namespace harness::gate::files
