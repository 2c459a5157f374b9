// What a single request has to hold to count as a good one.
#pragma once

#include <algorithm>
#include <optional>

#include "harness/target.h"

namespace harness::record {

/// Limits on one request, each where somebody asks for it. What did not end ok holds none.
struct RequestBounds {
  std::optional<Duration> latency = {};       // since it was due
  std::optional<Duration> first_result = {};  // since it was due; one that told none: its latency
  std::optional<Duration> gap = {};           // between its results
  double longer_gaps = 0;                     // the share of its gaps that may be longer: 0.01

  bool any() const { return latency || first_result || gap; }

  bool held_by(const Sample& sample) const {
    if (sample.outcome != Outcome::ok) return false;
    const Duration total = sample.finished - sample.due;
    if (latency && total > *latency) return false;
    const Marks marks = sample.marks != nullptr ? *sample.marks : Marks{};
    const Duration first = marks.first_result ? *marks.first_result - sample.due : total;
    if (first_result && first > *first_result) return false;
    if (!gap || marks.gaps.empty()) return true;
    const auto longer = std::ranges::count_if(marks.gaps, [&](Duration one) { return one > *gap; });
    return static_cast<double>(longer) <= longer_gaps * static_cast<double>(marks.gaps.size());
  }
};

}  // namespace harness::record
