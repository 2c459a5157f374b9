// What an ablation of documents says in sentences.
#pragma once

#include "harness/result/run_result.h"

namespace scenarios {

/// Which claims hold, and the opposites of claims by name.
void conclude_ablation(harness::result::RunResult& result);

}  // namespace scenarios
