// A target that stands still for a while: what those who come meanwhile see.
#pragma once

#include "harness/theory/law.h"

namespace harness::theory {

/// Latency from due where nothing moves for `stall_s`, everybody who came meanwhile ends with the
/// stall, and all others take no time: a share `met` of the requests waits, evenly spread over (0,
/// stall_s). A stall of 100 ms every second is met by 0.1 of all, and the P99 must be 90 ms: a tool
/// that stops its clock with the target (coordinated omission) says 0. Precondition: 0 <= met <= 1.
Law stall_latency(double stall_s, double met);

}  // namespace harness::theory
