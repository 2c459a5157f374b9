// The figures of a trial that an ablation compares.
#pragma once

#include <string_view>

#include "harness/result/run_result.h"

namespace scenarios {

/// A metric of a trial by its name in ablation.csv; nothing where it was not measured, or where
/// there is no such metric. Names that end in `_per_request` are totals over the requests that
/// ended; `STAGE_ms_mean` is an engine stage's mean over those documents that went through it;
/// `lookup_ms` is what finding a document in the cache takes: its key and the look-up;
/// `parsed_per_request` is how many documents were parsed for each that was asked for.
harness::result::Figure trial_figure(const harness::result::RunResult& trial,
                                     std::string_view metric);

}  // namespace scenarios
