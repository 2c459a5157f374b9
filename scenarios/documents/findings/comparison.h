// What a run of documents says of one engine against another.
#pragma once

#include "harness/result/run_result.h"

namespace scenarios {

/// compare_engines(), and of the operations of the stages. Call before the scenario's other
/// conclusions, so that the comparison is read first.
void compare_document_engines(harness::result::RunResult& result);

}  // namespace scenarios
