// Verdicts in plain English.
#pragma once

#include <string>

#include "harness/gate/verdict.h"

namespace harness::gate {

/// "P50 latency regressed: 6.1 % more (4.9 to 7.3 %), 12 pairs, p = 0.0005." `reason`: why nothing
/// could be shown or compared; may be empty.
std::string sentence_of(const Verdict& verdict, const std::string& reason);

/// "Failed: P50 latency regressed; confirmed by fresh pairs of programs linked anew."
std::string sentence_of(const GateVerdict& verdict);

}  // namespace harness::gate
