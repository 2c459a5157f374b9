// Whether a figure came nearer to what it became, or stayed and then jumped.
#pragma once

#include "harness/stats/excess.h"

namespace harness::stats {

/// Compares two accounts of the slices of `range` and of up to as many after it, but not beyond
/// `latest`: a step down to the level, and the best of three laws that fall towards it (a line, an
/// exponential, a hyperbola). True where the law is e^3.5 times as likely. The likelihood is that
/// of normal scatter, as wide as the second half's or wider, either everywhere alike or in
/// proportion to the figure. The slice in which the step may have happened speaks against no step.
///
/// A step within the first slice or two says nothing of its shape; it is true of it if the second
/// slice is nearer to the level than the first: a request, or a few, were slow at the beginning.
bool declines(const Excess& excess, SliceRange range, std::size_t latest);

}  // namespace harness::stats
