// What a gate's pages and the terminal say alike.
#pragma once

#include <string>
#include <vector>

#include "harness/gate/gate_result.h"
#include "reports/tables/table.h"

namespace reports::gate {

/// "FAILED"; "PASSED, CUT SHORT"; "FAILED, ADVISORY".
std::string badge(const harness::gate::GateResult& gate);

/// Good of what passed, bad of what failed or is invalid, plain of what is inconclusive.
tables::Mood mood(const harness::gate::GateResult& gate);

/// "steady on documents, v2", or "benchmarks".
std::string subject_text(const harness::gate::GateResult& gate);

/// "v0.1.0 (5dbf763b1c9d9)"; the program that ran the gate is "this build".
std::string contender_text(const harness::gate::Contender& contender);

/// Sentences on what a reader should do about the verdict, and why nothing more is known. Empty of
/// a gate that passed, and of a failure that stands.
std::vector<std::string> what_to_do(const harness::gate::GateResult& gate);

}  // namespace reports::gate
