// Figures that were worked out from several points, as people read them.
#pragma once

#include <string>
#include <string_view>

#include "harness/result/run_result.h"

namespace reports::words {

/// The run's estimate of that name; null without one, or where its value is not a number.
const harness::result::Estimated* estimate_named(const harness::result::RunResult& run,
                                                 std::string_view name);

/// "5.21k/s", "3.2 workers", "0.012": with the estimate's unit. A factor ("x") is "4.21x", and
/// percent are a change ("−62.0 %"), as findings write them.
std::string in_words(const harness::result::Estimated& estimate);

/// Its interval in the same unit, which is not repeated; empty without one.
std::string interval_in_words(const harness::result::Estimated& estimate);

/// "+0.52 %", "−31.0 %": an error, which has a direction; to a hundredth of a percent below 10 %.
std::string signed_percent(harness::result::Figure ratio);

/// "P99.9" of "p99.9"; other names stay as they are.
std::string quantile_name(std::string_view name);

}  // namespace reports::words
