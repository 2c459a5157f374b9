// A comparison for scripts.
#pragma once

#include <string>

#include "reports/compare/benchmark_comparison.h"
#include "reports/compare/comparison.h"

namespace reports::compare {

// JSON objects with a line break at the end; what is not known is left out.
std::string json(const Comparison& comparison);
std::string json(const BenchmarkComparison& comparison);

}  // namespace reports::compare
