// An ablation's effects as people write them.
#pragma once

#include <string>
#include <string_view>

#include "harness/result/run_result.h"

namespace reports::words {

using harness::result::Figure;

/// "+20 %", "\u221210 %" (a minus), "4.2x" from a doubling on; of points "+30 pp", of a level "90
/// %". A dash where there is none.
std::string effect(const Figure& value, const harness::result::Effect& of);

/// "+12 to +18 %"; empty without an interval.
std::string effect_interval(const harness::result::Effect& of);

/// A metric's name in words: "throughput" for achieved_per_s. One that is not known stays as it is.
std::string metric_name(std::string_view metric);

}  // namespace reports::words
