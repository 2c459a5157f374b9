#include "harness/gate/description.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

#include "harness/gate/evidence.h"
#include "harness/gate/sentence.h"

namespace harness::gate {
namespace {

constexpr double power = 0.8;

/// How much worse as a log ratio, turned into the candidate's figure over the base's.
double ratio_of(double worse, Better better) {
  return std::exp(better == Better::less ? worse : -worse);
}

stats::Interval ratios_of(const stats::Interval& worse, Better better) {
  const double one = ratio_of(worse.low, better), other = ratio_of(worse.high, better);
  return {std::min(one, other), std::max(one, other)};
}

double normal_quantile(double fraction) {
  return boost::math::quantile(boost::math::normal_distribution<>(), fraction);
}

double student_quantile(double fraction, double degrees) {
  return boost::math::quantile(boost::math::students_t_distribution<>(degrees), fraction);
}

/// What a test at that level, and the power wanted, ask of an effect, in standard errors.
double errors_asked(double level, double pairs) {
  const double degrees = std::max(1.0, pairs - 1);
  return student_quantile(1 - level, degrees) + student_quantile(power, degrees);
}

/// The level of the smallest of all p-values at the last look.
double last_level(const Plan& plan, std::size_t tests) {
  const std::size_t all = std::max<std::size_t>(tests, 1);
  return significance::CriticalLevels(plan.looks, all, 0.5).at(plan.looks.size() - 1)[all - 1];
}

/// `one_pair`: the standard error that a single pair would have.
double pairs_asked(double level, double one_pair, double effect) {
  double too_few = 3, enough = 1e6;
  while (enough - too_few > 1) {  // the more pairs, the fewer errors are asked
    const double pairs = std::floor(std::midpoint(too_few, enough));
    const bool is_enough = errors_asked(level, pairs) * one_pair <= effect * std::sqrt(pairs);
    (is_enough ? enough : too_few) = pairs;
  }
  return enough;
}

void add_what_was_visible(Verdict& verdict, const Plan& plan, std::size_t tests,
                          const stats::Interval& worse) {
  const double level = last_level(plan, tests);
  if (!(level > 0)) return;
  const double error =
      (worse.high - worse.low) / 2 / normal_quantile(std::midpoint(plan.confidence, 1.0));
  const double one_pair = error * std::sqrt(static_cast<double>(verdict.pairs));
  const auto last = static_cast<double>(plan.looks.back().pairs);
  const double margin = std::log1p(plan.margin);
  verdict.smallest_effect =
      std::expm1(margin + errors_asked(level, last) * one_pair / std::sqrt(last));
  const double room = std::log1p(verdict.metric.tested_tolerance()) - margin;
  if (!(room > 0)) return;
  verdict.pairs_needed = std::max(plan.looks.front().pairs,
                                  static_cast<std::size_t>(pairs_asked(level, one_pair, room)));
}

}  // namespace

Verdict describe(const Plan& plan, std::span<const Pair> pairs, const Decisions& decisions,
                 const Decision& decision) {
  Verdict verdict;
  verdict.metric = plan.metrics[decision.metric];
  verdict.kind = decision.kind.value_or(Kind::inconclusive);
  verdict.settled = decision.kind.has_value();
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
