// How far the generator's own lag can have moved a quantile.
#pragma once

#include "harness/record/histogram.h"

namespace harness::run {

/// The most by which the quantile `fraction` of `latency` can differ from what it would have been
/// without lag, as a share of itself. Told from the two histograms alone, so it holds whichever
/// requests were late: for any share d of the requests, those that lagged most may be left out
/// (which moves the quantile to one between fraction - d and fraction + d), and the others lagged
/// by no more than the lag's quantile 1 - d. The smallest of these bounds counts. 0 where nothing
/// was recorded. Precondition: 0 < fraction < 1.
double lag_effect(const record::Histogram& latency, const record::Histogram& lag, double fraction);

}  // namespace harness::run
