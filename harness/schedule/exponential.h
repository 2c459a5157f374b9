// The gap between independent arrivals at unit rate.
#pragma once

#include "harness/schedule/generator.h"

namespace harness::schedule {

/// One exponential variable of mean 1, by inversion: -ln(u), u uniform in (0, 1). At least 0 and at
/// most 64 ln 2 = 44.4; off by less than 2e-15. Uses only additions and multiplications, so that a
/// seed gives the same arrivals on every machine, which std::log (different in the last bit from
/// one processor to the next) does not promise.
double exponential(Generator& generator);

}  // namespace harness::schedule
