// Which of several settings to use, and whether the data can tell.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "harness/expected.h"
#include "harness/stats/estimate.h"

namespace harness::fit {

/// A setting that was measured, such as a batch size or a number of workers.
struct Setting {
  std::string name;            // in a sentence: "batch 50", "2 workers"
  std::string value;           // beside others of its kind: "50", "2"
  stats::Estimate throughput;  // per second
  stats::Estimate p99_ms;
};

/// What to use and why.
struct Recommendation {
  std::optional<std::size_t>
      chosen;          // an index; none: the data can't even tell what is near the best
  std::string reason;  // "batch 50: within 3 % of the best throughput at a third of the P99"
  std::string doubt;   // "the data can't tell 50 from 100 apart"; empty: they can
};

/// Whether two figures differ by more than their 95 % intervals allow (MOVER: Zou and Donner 2008);
/// never without intervals.
bool can_tell_apart(const stats::Estimate& a, const stats::Estimate& b);

/// `settings` in order of cost, the cheapest first. Of those whose throughput is within `give` of
/// the best, or can't be told from it, the one with the lowest P99; of those whose P99 can't be
/// told from the lowest, the cheapest. Errors: no settings; a figure that is not above 0 or not
/// finite.
Expected<Recommendation> recommend(std::span<const Setting> settings, double give = 0.05);

}  // namespace harness::fit
