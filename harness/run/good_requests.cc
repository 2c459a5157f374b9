#include "harness/run/good_requests.h"

#include "harness/objective/objective.h"

namespace harness::run {

record::RequestBounds bounds_of(std::span<const scenario::Limit> limits) {
  using RequestLimit = objective::Objective::RequestLimit;
  constexpr double lowest_fraction = 0.9;
  record::RequestBounds bounds;
  double of_latency = lowest_fraction, of_first = lowest_fraction, of_gap = lowest_fraction;
  const auto take = [](const RequestLimit& limit, double& fraction, std::optional<Duration>& into) {
    if (limit.fraction < fraction) return false;
    fraction = limit.fraction;
    into = Duration(static_cast<Duration::rep>(limit.limit));
    return true;
  };
  for (const scenario::Limit& one : limits) {
    const auto objective = objective::Objective::parse(one.objective, one.source);
    if (!objective) continue;
    const auto limit = objective->request_limit();
    if (!limit || limit->kind != RequestLimit::Kind::quantile) continue;
    if (limit->of == RequestLimit::Of::latency) take(*limit, of_latency, bounds.latency);
    if (limit->of == RequestLimit::Of::first_result) take(*limit, of_first, bounds.first_result);
    if (limit->of == RequestLimit::Of::gap && take(*limit, of_gap, bounds.gap)) {
      bounds.longer_gaps = 1 - limit->fraction;
    }
  }
  return bounds;
}

}  // namespace harness::run
