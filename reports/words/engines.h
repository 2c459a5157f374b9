// Several engines in one run, and which of their points belong beside one another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/result/run_result.h"

namespace reports::words {

/// The engines of a run's measured points, in the order in which they came.
std::vector<std::string> engines_of(const harness::result::RunResult& run);

/// "batch 5" of "v1 batch 5"; empty where the engine's name is all that there is.
std::string_view without_engine(std::string_view step, std::string_view engine);

/// The same load on each engine.
struct SameLoad {
  std::string name;                                   // "steady", "batch 5"
  std::vector<const harness::result::Point*> points;  // as engines_of(); null: not measured
};

/// The measured points by load; empty where the run has fewer than two engines.
std::vector<SameLoad> same_loads(const harness::result::RunResult& run);

/// Milliseconds that an operation took for a request, on the mean over an engine's measured
/// points; empty where it never ran.
struct Operation {
  std::string name;                              // "processing"
  std::vector<harness::result::Figure> mean_ms;  // as engines_of()
};

/// The operations that the stages belong to; those that ran. They stand in the order in which they
/// end, that of their last stages: one that only notes a request's beginning does not lead.
std::vector<Operation> operations_of(const harness::result::RunResult& run);

}  // namespace reports::words
