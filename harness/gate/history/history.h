// Many gates against one reference build, over time.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/gate/gate_result.h"
#include "harness/significance/change_points.h"

namespace harness::gate::history {

/// A gate's verdict and the folder that it is from.
struct PlacedGate {
  std::string place;
  GateResult gate;
};

/// What a history keeps of one gate.
struct Moment {
  std::string place, started_utc;
  std::string commit;  // of the candidate; empty where nobody knows
  Outcome outcome = Outcome::inconclusive;
};

/// A metric's ratio to the reference in one gate.
struct Point {
  std::size_t moment = 0;
  double ratio = 1;
  std::optional<stats::Interval> interval = {};
};

/// Where a metric's ratio changed for good: after one moment, and by the next one that measured it.
struct Change {
  std::size_t last_before = 0, first_after = 0;  // moments
  double factor = 1;  // the median ratio after it over that before it; 1.05: 5 % more
  double p = 0;
  bool worse = false;
};

/// Between two changes: the median ratio.
struct Level {
  std::size_t first = 0, last = 0;  // moments
  double ratio = 1;
};

struct MetricHistory {
  Metric metric;
  std::vector<Point> points;  // in order of time
  std::vector<Change> changes;
  std::vector<Level> levels;  // one more than changes; none without points
};

struct History {
  Contender base;  // the reference
  std::string scenario, subject, engine;
  std::vector<Moment> moments;         // in order of time
  std::vector<MetricHistory> metrics;  // those with changes first
  std::vector<std::string> warnings;   // such as that machines differ
};

/// Told after each metric: how many are done, of how many.
using HistoryProgress = std::function<void(std::size_t done, std::size_t all)>;

/// The history of gates that all measured against one reference: the same file by its hash, or the
/// same commit without changes, by the same compiler. Changes are found in each metric's log ratios
/// (change_points.h), each metric by itself: of many that never changed, the level's share shows a
/// change by chance, which the warnings say. Gates that are invalid have no ratios and are counted
/// in a warning. An error names the gate that has another reference, scenario, subject or engine;
/// or there is no gate, or more than change_points() takes.
Expected<History> history_of(std::vector<PlacedGate> gates,
                             const significance::ChangeSearch& search = {},
                             const HistoryProgress& progress = {});

}  // namespace harness::gate::history
