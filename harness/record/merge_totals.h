// Adding totals to totals.
#pragma once

#include <algorithm>

namespace harness::record {

/// Adds `from` to `into`. Each is PhaseTotals or CompactTotals, whose members are named alike.
template <class Into, class From>
void merge_totals(Into& into, const From& from) {
  into.latency.merge(from.latency);
  into.failed_latency.merge(from.failed_latency);
  into.stay.merge(from.stay);
  into.lag.merge(from.lag);
  into.wait.merge(from.wait);
  into.service.merge(from.service);
  into.delivery.merge(from.delivery);
  into.stages.resize(std::max(into.stages.size(), from.stages.size()));
  for (std::size_t i = 0; i < from.stages.size(); ++i) into.stages[i].merge(from.stages[i]);
  into.classes.resize(std::max(into.classes.size(), from.classes.size()));
  for (std::size_t i = 0; i < from.classes.size(); ++i) into.classes[i].merge(from.classes[i]);
  into.outcomes.add(from.outcomes);
  into.good += from.good;
  into.time_in_system += from.time_in_system;
  into.slowest.merge(from.slowest);
  into.first_due = std::min(into.first_due, from.first_due);
  into.last_finished = std::max(into.last_finished, from.last_finished);
}

}  // namespace harness::record
