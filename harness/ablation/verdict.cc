#include "harness/ablation/verdict.h"

#include <cmath>

namespace harness::ablation {

Verdict judge(const stats::Estimate& effect, std::optional<double> claim) {
  if (!claim) return Verdict::measured;
  if (!effect.interval) return Verdict::unclear;
  double low = effect.interval->low;
  double high = effect.interval->high;
  const double wanted = std::fabs(*claim);
  if (*claim < 0) {
    low = -effect.interval->high;
    high = -effect.interval->low;
  }
  if (high < -negligible) return Verdict::opposite;
  if (low > 0 && high >= wanted) return Verdict::holds;
  if (high >= wanted) return Verdict::unclear;
  if (low > 0 && high > negligible) return Verdict::smaller;
  return Verdict::none;
}

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds:
      return "holds";
    case Verdict::smaller:
      return "smaller";
    case Verdict::none:
      return "none";
    case Verdict::opposite:
      return "opposite";
    case Verdict::unclear:
      return "unclear";
    case Verdict::measured:
      break;
  }
  return "measured";
}

}  // namespace harness::ablation
