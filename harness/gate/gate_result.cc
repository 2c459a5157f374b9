#include "harness/gate/gate_result.h"

#include <algorithm>

namespace harness::gate {

int exit_code(const GateResult& result) {
  using Verdict = harness::result::Verdict;
  const auto any = [&](Verdict verdict) {
    return std::any_of(result.objectives.begin(), result.objectives.end(),
                       [&](const auto& objective) { return objective.verdict == verdict; });
  };
  const Outcome outcome = result.verdict.outcome;
  if (outcome == Outcome::invalid) return exit_code(Outcome::invalid);
  if (!result.advisory.empty()) return exit_code(Outcome::passed);
  if (outcome == Outcome::failed || any(Verdict::missed)) return exit_code(Outcome::failed);
  if (outcome == Outcome::inconclusive || any(Verdict::cant_tell)) {
    return exit_code(Outcome::inconclusive);
  }
  return exit_code(Outcome::passed);
}

}  // namespace harness::gate
