// Several engines in one run.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "harness/scenario/scenario.h"

namespace harness::scenario {

/// Each step once for each engine, in turn, so that what changes on the machine meanwhile meets all
/// of them alike. A step's name begins with its engine's ("v1 batch 5"), and is that alone where
/// there is but one step. Steps that name an engine themselves stay as they are.
std::vector<Step> side_by_side(std::span<const Step> steps, std::span<const std::string> engines);

}  // namespace harness::scenario
