#include "harness/run/effects.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>

#include "harness/ablation/verdict.h"

namespace harness::run {
namespace {

using ablation::Claim;
using ablation::Comparison;
using ablation::Pair;
using ablation::Scale;
using result::Check;
using result::CheckState;
using result::Effect;

constexpr const char* control = "control";

std::string name_of(Scale scale) {
  return scale == Scale::ratio ? "ratio" : scale == Scale::difference ? "points" : "level";
}

result::Figure median(const std::vector<Pair>& pairs, double Pair::*side) {
  if (pairs.empty()) return std::nullopt;
  std::vector<double> values;
  for (const Pair& pair : pairs) values.push_back(pair.*side);
  std::sort(values.begin(), values.end());
  return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

Effect effect_row(const Comparison& comparison, const Claim& claim,
                  const std::vector<Pair>& pairs) {
  const stats::Estimate effect = ablation::effect_of(claim.scale, pairs);
  Effect row;
  row.switch_name = comparison.switch_name;
  row.against = comparison.against;
  row.metric = claim.metric;
  row.claim_id = claim.id;
  row.claimed = claim.effect;
  if (effect.effective > 0) row.measured = effect.value;
  if (effect.interval) {
    row.interval_low = effect.interval->low;
    row.interval_high = effect.interval->high;
  }
  row.verdict =
      comparison.control ? control : std::string(to_string(ablation::judge(effect, claim.effect)));
  row.optimisation = comparison.optimisation;
  row.load = comparison.load;
  row.scale = name_of(claim.scale);
  row.without_switch = median(pairs, &Pair::without);
  row.with_switch = median(pairs, &Pair::with);
  row.rounds = effect.effective;
  row.projected = claim.projected;
  return row;
}

}  // namespace

std::vector<Effect> effects_of(const ablation::Design& design, const ablation::Rounds& rounds) {
  std::vector<Effect> rows;
  for (const Comparison& comparison : design.comparisons) {
    if (rounds.complete_pairs(comparison) == 0) continue;
    for (const Claim& claim : comparison.claims) {
      rows.push_back(effect_row(comparison, claim, rounds.pairs(comparison, claim.metric)));
    }
  }
  return rows;
}

Check check_controls(const std::vector<Effect>& effects) {
  int all = 0;
  int missed = 0;
  for (const Effect& effect : effects) {
    if (effect.verdict != control || !effect.interval_low || !effect.interval_high) continue;
    ++all;
    missed += *effect.interval_low > 0 || *effect.interval_high < 0;
  }
  Check check{"controls find nothing", CheckState::passed, {}, {}, {}};
  if (all == 0) {
    check.state = CheckState::warned;
    check.sentence = "No control was measured often enough to tell.";
    return check;
  }
  const boost::math::binomial_distribution<> chance(all, 0.05);
  const double limit = boost::math::quantile(boost::math::complement(chance, 0.025));
  check.figure = missed;
  check.limit = limit;
  check.sentence = fmt::format("{} of {} intervals of like against like exclude 0.", missed, all);
  if (missed > limit) {
    check.state = CheckState::warned;
    check.sentence += " By chance one in twenty would: the other intervals are too narrow, too.";
  }
  return check;
}

}  // namespace harness::run
