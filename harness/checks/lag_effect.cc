#include "harness/checks/lag_effect.h"

#include <cmath>

namespace harness::checks {

double lag_effect(const record::PhaseTotals& totals, double fraction) {
  if (totals.latency.count() == 0) return 0;
  const auto with = static_cast<double>(totals.latency.quantile(fraction));
  const auto without = static_cast<double>(totals.stay.quantile(fraction));
  return with > 0 ? std::abs(with - without) / with : 0;
}

}  // namespace harness::checks
