// A step whose clients send one request after the other.
#pragma once

#include "harness/measure/step_book.h"

namespace harness::measure {

/// Drives the clients against the target that stands, once. Precondition: the book has begun. How
/// long it took, from the first request on.
Expected<Duration> drive_clients(StepBook& book, const scenario::ClosedLoad& load,
                                 const mix::Popularity& popularity);

/// Drives the load against the step's target. Preconditions: the book is prepared; the load is of
/// no passes.
Expected<MeasuredStep> measure_clients(StepBook& book, const scenario::ClosedLoad& load);

}  // namespace harness::measure
