// A point's requests by their class, as the result files tell them.
#pragma once

#include <string>

#include "harness/measure/measured.h"

namespace harness::run {

/// What is called so was told apart from nothing, or is of no class although there are some.
std::string class_name(const RequestClasses& classes, std::size_t place);

/// Adds a row for each class of which there were requests. `length`: of the time in which they were
/// due.
void add_classes(const measure::MeasuredStep& step, const std::string& phase,
                 const record::PhaseTotals& totals, Duration length, result::RunResult& result);

}  // namespace harness::run
