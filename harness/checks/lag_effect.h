// How far the generator's own lag moved a quantile.
#pragma once

#include "harness/record/totals.h"

namespace harness::checks {

/// By how much the quantile `fraction` of the latencies would be another without each request's own
/// lag, as a share of itself. What others waited because a late request came together with them
/// counts as the target's: nobody can tell it from what was recorded. 0 where nothing was recorded.
/// Precondition: 0 < fraction < 1.
double lag_effect(const record::PhaseTotals& totals, double fraction);

}  // namespace harness::checks
