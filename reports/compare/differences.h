// What runs were not made alike in.
#pragma once

#include "reports/compare/comparison.h"

namespace reports::compare {

/// Fills in the differences of machine, build and what was asked for, and warns where the machine
/// is another one.
void find_differences(Comparison& comparison);

}  // namespace reports::compare
