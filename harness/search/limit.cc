#include "harness/search/limit.h"

#include <fmt/format.h>

#include <cmath>

namespace harness::search {
namespace {

bool is_amount(double value) {
  return std::isfinite(value) && value >= 0;
}

Expected<void> check_ratio(const Limit& limit, const stats::Ratio& ratio) {
  if (ratio.numerators.size() != ratio.denominators.size()) {
    return failure(fmt::format("{}: {} numerators, but {} denominators", limit.name,
                               ratio.numerators.size(), ratio.denominators.size()));
  }
  for (std::size_t i = 0; i < ratio.numerators.size(); ++i) {
    const double numerator = ratio.numerators[i], denominator = ratio.denominators[i];
    const bool possible = is_amount(numerator) && is_amount(denominator) &&
                          (limit.kind == Limit::Kind::mean ? denominator > 0 || numerator == 0
                                                           : numerator <= denominator);
    if (!possible) {
      return failure(
          fmt::format("{}: slice {} has {} of {}", limit.name, i + 1, numerator, denominator));
    }
  }
  return {};
}

}  // namespace

Expected<void> check_limits(std::span<const Limit> limits) {
  if (limits.empty()) return failure("an objective needs a limit");
  for (const Limit& limit : limits) {
    const double highest = limit.kind == Limit::Kind::share ? 1 : HUGE_VAL;
    if (!(limit.bound > 0 && limit.bound < highest)) {
      return failure(
          fmt::format("{}: no search can be made for a bound of {}", limit.name, limit.bound));
    }
  }
  return {};
}

Expected<void> check_evidence(std::span<const Limit> limits, const Evidence& evidence) {
  if (evidence.ratios.size() != limits.size()) {
    return failure(fmt::format("{} limits, but {} ratios", limits.size(), evidence.ratios.size()));
  }
  if (!is_amount(evidence.seconds)) {
    return failure(fmt::format("a probe of {} seconds", evidence.seconds));
  }
  for (std::size_t i = 0; i < limits.size(); ++i) {
    if (auto checked = check_ratio(limits[i], evidence.ratios[i]); !checked) return checked;
  }
  return {};
}

}  // namespace harness::search
