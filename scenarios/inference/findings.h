// What the inference service's scenarios say in sentences and tables.
#pragma once

#include "harness/result/run_result.h"

namespace scenarios::inference {

void conclude_connections(harness::result::RunResult& result);     // the source's table beside it
void conclude_windows(harness::result::RunResult& result);         // against a batch at once
void conclude_schedulers(harness::result::RunResult& result);      // against one after the other
void conclude_cached_answers(harness::result::RunResult& result);  // what a hit saves
void conclude_loading(harness::result::RunResult& result);         // loads, and who waits for them
void conclude_faults(harness::result::RunResult& result);          // whom they touched
void conclude_priorities(harness::result::RunResult& result);      // projected beside measured

/// How much more one figure is than another, with the interval that both of theirs leave: "+24 %
/// (18 to 30 %)"; without intervals the figure alone. Empty where one is not known.
struct Bounds {
  harness::result::Figure value, low, high;
};
std::string change_in_words(const Bounds& from, const Bounds& to);

/// The growth of a counter at a point; nothing where it was not told.
harness::result::Figure counter_at(const harness::result::RunResult& result,
                                   const harness::result::Point& point, std::string_view counter);

}  // namespace scenarios::inference
