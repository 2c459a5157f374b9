// A step whose requests come when they are due.
#pragma once

#include "harness/measure/step_book.h"

namespace harness::measure {

/// Drives the load against the step's target. Precondition: the book is prepared. An error: the
/// load can't be offered.
Expected<MeasuredStep> measure_open(StepBook& book, const scenario::OpenLoad& load);

}  // namespace harness::measure
