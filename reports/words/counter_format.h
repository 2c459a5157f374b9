// Figures of a target's own counters, as people write them.
#pragma once

#include "reports/words/figure_format.h"

namespace reports::words {

using harness::result::Figure;

/// 12 MiB of "bytes", 1.5 s of "s", 61.5 % of a ratio, 1.5k of anything else.
std::string counter_value(const harness::CounterInfo& counter, Figure value);

/// What a total grew by in a second: "12 MiB/s", "1.5k/s"; of one in seconds, "1.5 s/s".
std::string counter_rate(const harness::CounterInfo& counter, Figure per_s);

}  // namespace reports::words
