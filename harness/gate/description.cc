#include "harness/gate/description.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <numeric>

#include "harness/gate/evidence.h"
#include "harness/gate/sentence.h"

namespace harness::gate {
namespace {

constexpr double power = 0.8;

double normal_quantile(double fraction) {
  return boost::math::quantile(boost::math::normal_distribution<>(), fraction);
}

/// How much worse as a log ratio, turned into the candidate's figure over the base's.
double ratio_of(double worse, Better better) {
  return std::exp(better == Better::less ? worse : -worse);
}

stats::Interval ratios_of(const stats::Interval& worse, Better better) {
  const double one = ratio_of(worse.low, better), other = ratio_of(worse.high, better);
  return {std::min(one, other), std::max(one, other)};
}

/// What the last look's smallest critical level, and the power wanted, ask of an effect in standard
/// errors.
double errors_asked(const Plan& plan, std::size_t tests) {
  const CriticalLevels levels(plan.looks, std::max<std::size_t>(tests, 1), 0.5);
  const double level = levels.at(plan.looks.size() - 1)[std::max<std::size_t>(tests, 1) - 1];
  return level > 0 ? normal_quantile(1 - level) + normal_quantile(power) : HUGE_VAL;
}

void add_what_was_visible(Verdict& verdict, const Plan& plan, std::size_t tests,
                          const stats::Interval& worse) {
  const double error =
      (worse.high - worse.low) / 2 / normal_quantile(std::midpoint(plan.confidence, 1.0));
  const double asked = errors_asked(plan, tests);
  if (!std::isfinite(asked)) return;
  const auto used = static_cast<double>(verdict.pairs);
  const auto last = static_cast<double>(plan.looks.back().pairs);
  const double margin = std::log1p(plan.margin);
  verdict.smallest_effect = std::expm1(margin + asked * error * std::sqrt(used / last));
  const double room = std::log1p(verdict.metric.tolerance) - margin;
  if (!(room > 0)) return;
  const double needed = std::ceil(used * std::pow(asked * error / room, 2));
  verdict.pairs_needed =
      std::max(plan.looks.front().pairs, static_cast<std::size_t>(std::min(needed, 1e9)));
}

}  // namespace

Verdict describe(const Plan& plan, std::span<const Pair> pairs, const Decisions& decisions,
                 const Decision& decision) {
  Verdict verdict;
  verdict.metric = plan.metrics[decision.metric];
  verdict.kind = decision.kind.value_or(Kind::inconclusive);
  verdict.p = decision.p;
  verdict.adjusted_p = decision.adjusted_p;
  verdict.pairs = decision.pairs;
  if (decision.pairs > 0 && verdict.kind != Kind::invalid) {
    const auto evidence =
        Evidence::of(pairs.first(decision.pairs), verdict.metric, plan.seed, plan.effort);
    if (evidence) {
      const stats::Estimate worse = evidence->estimate(plan.confidence);
      verdict.ratio = ratio_of(worse.value, verdict.metric.better);
      if (worse.interval) {
        verdict.interval = ratios_of(*worse.interval, verdict.metric.better);
        if (!decision.exact) add_what_was_visible(verdict, plan, decisions.tests, *worse.interval);
      }
    }
  }
  verdict.sentence = sentence_of(verdict, decision.reason);
  return verdict;
}

}  // namespace harness::gate
