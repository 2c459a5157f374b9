// What a sweep of cache policies and capacities says.
#pragma once

#include "harness/result/run_result.h"

namespace scenarios {

/// Which policy for which access, what a hit costs and saves, what the sources' claims come to, and
/// whether the cache kept to its bound.
void conclude_cache(harness::result::RunResult& result);

}  // namespace scenarios
