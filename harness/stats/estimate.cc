#include "harness/stats/estimate.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "harness/stats/scatter.h"
#include "harness/stats/total.h"

namespace harness::stats {
namespace {

Interval wilson(double share, double requests, double factor) {
  const double pull = factor * factor / requests;
  const double centre = (share + pull / 2) / (1 + pull);
  const double half = factor / (1 + pull) * std::sqrt((share * (1 - share) + pull / 4) / requests);
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

}  // namespace

Estimate estimate(const Ratio& ratio, double confidence) {
  const double whole = total(ratio.denominators);
  if (!(whole > 0)) return {};
  Estimate result{total(ratio.numerators) / whole};
  const auto scatter = scatter_of(residuals(ratio));
  if (!scatter) return result;
  const Interval off = bent_interval(*scatter, confidence);
  result.interval = Interval{result.value + off.low / whole, result.value + off.high / whole};
  // What counts something is not less than nothing, however far its batches scatter.
  const bool counts = std::ranges::none_of(ratio.numerators, [](double n) { return n < 0; });
  if (counts) result.interval->low = std::max(result.interval->low, 0.0);
  result.effective = scatter->independent;
  return result;
}

Estimate estimate_share(const Ratio& share, double confidence) {
  const double whole = total(share.denominators);
  if (!(whole > 0)) return {};
  Estimate result{total(share.numerators) / whole};
  const auto scatter = scatter_of(residuals(share));
  if (!scatter) return result;
  result.effective = whole;
  if (scatter->variance > 0) {
    const double independent =
        result.value * (1 - result.value) * whole * whole / scatter->variance;
    result.effective = std::min(whole, independent);
  }
  result.interval =
      wilson(result.value, result.effective, students_factor(confidence, scatter->degrees));
  return result;
}

}  // namespace harness::stats
