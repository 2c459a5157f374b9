// A target whose code is compiled without optimisation, for a test.
#pragma once

#include "harness/target.h"

namespace harness {

/// Whatever the rest of the program is compiled with.
const Target& unoptimised_target();

}  // namespace harness
