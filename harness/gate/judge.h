// From pairs to a verdict.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/gate/plan.h"
#include "harness/gate/verdict.h"

namespace harness::gate {

enum class MorePairs : std::uint8_t { possible, none };

/// The verdict of all pairs so far, in the order in which they were made. Begin with none and
/// measure until there are `wanted_pairs`; pure, so that nothing has to be kept between two calls.
/// Pairs that can't be trusted are left out; more than most_invalid of them, of at least five
/// pairs, make the gate invalid, with the reason that most of them have. MorePairs::none: the time
/// is up, so that what there is must do.
/// A plan that check() finds fault with gives an invalid verdict that says so.
GateVerdict judge(const Plan& plan, std::span<const Pair> pairs,
                  MorePairs more = MorePairs::possible);

/// Where nothing can be compared: a program crashed, hung, or measures something else.
GateVerdict invalid(std::string why);

/// How fresh pairs, of programs linked anew where that is possible, shall confirm what regressed:
/// only those metrics, at 8, 12, 16, 24 and 32 pairs, with a chance of 5 % in all (a fifth each) to
/// confirm what isn't there. So of the first stage's false alarms at most 5 % are confirmed.
Plan confirmation_plan(const Plan& plan, std::vector<Metric> regressed);

/// The gating metrics that regressed.
std::vector<Metric> regressed(const GateVerdict& verdict);

/// The first verdict with what became of its regressions, by the verdict of fresh pairs under the
/// confirmation_plan(): failed where any was confirmed. Else what was not confirmed has the fresh
/// pairs' verdict, and the gate is what all of that comes to. `fresh` wants no further pairs.
GateVerdict confirm(const GateVerdict& first, const GateVerdict& fresh, bool relinked);

/// A verdict of pairs in which some metrics no longer gated, as their regression was not confirmed:
/// those metrics gate again, with what the fresh pairs said of them, and the gate is what all of
/// that comes to; where another one regressed, that awaits its own confirmation. `unconfirmed`:
/// verdicts of fresh pairs, none of them regressed.
GateVerdict with_unconfirmed(const GateVerdict& verdict, std::span<const Verdict> unconfirmed);

/// What a gate comes to that had to end before its regressions could be confirmed: inconclusive.
GateVerdict unconfirmed(const GateVerdict& first, std::string_view why);

}  // namespace harness::gate
