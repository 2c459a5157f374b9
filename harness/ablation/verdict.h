// What an effect says of its claim.
#pragma once

#include <optional>
#include <string_view>

#include "harness/stats/estimate.h"

namespace harness::ablation {

/// holds: in the claim's direction, none is excluded, and the interval reaches or passes the claim.
/// smaller: in its direction, but the whole interval is short of it. none: 0 is within the interval
/// and the claim is not, or all of it is about 0. opposite: all of it is beyond 0 on the other
/// side. unclear: both 0 and the claim are within, or there is no interval. measured: nobody
/// claimed a figure.
enum class Verdict { holds, smaller, none, opposite, unclear, measured };

/// So near to 0 that nobody would notice; what lies within is no effect.
inline constexpr double negligible = 0.02;

/// Precondition: a claim is not 0.
Verdict judge(const stats::Estimate& effect, std::optional<double> claim);

std::string_view to_string(Verdict verdict);

}  // namespace harness::ablation
