// Where one probe stands to one limit.
#pragma once

#include "harness/search/limit.h"

namespace harness::search {

/// The link on which a limit's ratio is taken to be linear in log rate: the logit of a share, the
/// logarithm of a mean. Precondition: ratio > 0, and < 1 for a share.
double link(Limit::Kind kind, double ratio);

/// The derivative of link's inverse over the square root of the variance function: how fast the
/// ratio's standard score moves, for one request, as the link does. sqrt(p (1-p)) for shares, 1 for
/// means (whose variance is taken to grow with the square of the mean).
double sensitivity(Limit::Kind kind, double ratio);

/// What a probe says about one limit, in sums.
struct Standing {
  double numerator = 0;
  double denominator = 0;
  double ratio = 0;     // numerator / denominator; 0 without data
  double distance = 0;  // link(ratio) - link(bound), half a count away from 0 and 1; below 0: held
  double unit = 0;      // the variance function: one request's variance, were all independent
  double spread = 0;    // the sum of the squares of the batches' deviations from the ratio, each
                        // over its denominator
  double neighbours = 0;  // likewise, the sum of the products of neighbouring batches' deviations
  double freedom = 0;     // its degrees of freedom; 0: nothing known of the spread

  bool has_data() const { return denominator > 0; }

  /// How many standard errors the ratio lies above the bound, were the bound the truth;
  /// `dispersion` is how many times as much the sums vary as those of independent requests would.
  double score(const Limit& limit, double dispersion) const;
};

/// The slices are joined to at most 10 batches, longer than whatever correlates neighbours: the
/// spread between batches then tells the variance of their sum (batch means, Schmeiser 1982).
Standing stand(const Limit& limit, const stats::Ratio& ratio);

}  // namespace harness::search
