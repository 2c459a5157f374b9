// What the target counted, over the run's time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/timeline/timeline.h"

namespace reports::timeline {

/// A timeline, and what its lines' names begin with.
struct NamedTimeline {
  std::string prefix;
  const Timeline& timeline;
};

/// A panel for each unit of the counters, levels and rates apart, of the first's time and phases;
/// at most four, and eight lines each. Empty where no counter was told or all of them stayed 0.
/// Precondition: there is a timeline.
std::optional<sheet::Plot> counters_over_time(const std::vector<NamedTimeline>& timelines);

}  // namespace reports::timeline
