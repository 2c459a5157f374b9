#include "harness/gate/plan.h"

#include <fmt/format.h>

#include <set>

namespace harness::gate {
namespace {

constexpr std::size_t most_pairs = 64;  // a bit each
constexpr double most_alpha = 0.2;

Expected<void> check_metrics(const Plan& plan) {
  if (plan.metrics.empty()) return failure("a gate needs a metric");
  std::set<std::string_view> names;
  for (const Metric& metric : plan.metrics) {
    const auto wrong = [&](std::string_view what) {
      return failure(fmt::format("{}: {}", metric.name, what));
    };
    if (!names.insert(metric.name).second) return wrong("stands twice");
    if (!(metric.quantile >= 0 && metric.quantile < 1)) return wrong("no quantile is 1 or more");
    if (metric.test == Test::pooled && metric.quantile == 0)
      return wrong("pooled, and no quantile");
    if (!(metric.tolerance > (metric.test == Test::exact ? 0 : plan.margin))) {
      return wrong("the tolerance must be more than the margin");
    }
  }
  return {};
}

Expected<void> check_looks(const significance::Looks& looks) {
  if (looks.empty()) return failure("a gate needs a look");
  std::size_t before = 0;
  double alpha = 0;
  for (const significance::Look& look : looks) {
    if (look.pairs <= before) return failure("looks go up in their pairs, from 1 on");
    if (!(look.alpha >= 0)) return failure("a look's alpha is not negative");
    before = look.pairs;
    alpha += look.alpha;
  }
  if (before > most_pairs) return failure(fmt::format("{} pairs are the most", most_pairs));
  if (!(alpha > 0 && alpha < most_alpha)) {
    return failure("the looks' alphas add up to more than 0 and less than 0.2");
  }
  return {};
}

}  // namespace

Expected<void> check(const Plan& plan) {
  if (!(plan.margin >= 0)) return failure("the margin is not negative");
  if (!(plan.confidence > 0.5 && plan.confidence < 1)) {
    return failure("the confidence lies between 0.5 and 1");
  }
  if (auto done = check_metrics(plan); !done) return done;
  return check_looks(plan.looks);
}

}  // namespace harness::gate
