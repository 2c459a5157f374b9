// What was refused, which stands beside every figure of what was accepted.
#pragma once

#include <string>
#include <string_view>

#include "harness/result/run_result.h"
#include "reports/words/figure_format.h"

namespace reports::words {

using harness::result::Figure;

/// "9.51k (1 %)": some of the requests, and which share that is; no share of none.
std::string count_and_share(const Figure& part, const Figure& whole);

/// "1 % refused" of a point whose requests were shed, those of a warm-up that was cut off it, too;
/// empty where none was.
std::string refused(const harness::result::RunResult& run, const harness::result::Point& point);

/// The run's point of that step and phase, in the same words; empty, too, where there is none.
std::string refused(const harness::result::RunResult& run, std::string_view step,
                    std::string_view phase);

/// For what shows latencies: that they are of what was accepted, and the largest share refused of a
/// measured point; empty where none was.
std::string refusal_sentence(const harness::result::RunResult& run);

}  // namespace reports::words
