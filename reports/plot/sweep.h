// The curves of a sweep: latency and throughput against what was swept.
#pragma once

#include <optional>

#include "reports/sheet/sheet.h"

namespace reports::plot {

using harness::result::Figure;
using harness::result::RunResult;

/// What a sweep's steps differ in.
enum class Swept { batch_size, workers, something_else };

/// The measured points of a sweep in their order along the x axis.
struct SweepPoints {
  Swept swept = Swept::something_else;
  std::vector<const harness::result::Point*> points;
  std::vector<double> x;  // the swept figure; of something else, the position 1, 2, 3 ...
};

SweepPoints sweep_points(const RunResult& run);

/// The axis of what was swept; with `law` there is room beyond the last point for its curve.
sheet::Axis swept_axis(const RunResult& run, const SweepPoints& sweep, bool law);

/// A figure of the points with its interval.
sheet::Line swept_line(const SweepPoints& sweep, std::string label, const sheet::Style& style,
                       Figure harness::result::Point::*figure, Figure harness::result::Point::*low,
                       Figure harness::result::Point::*high);

/// The point with the highest achieved rate among the valid ones; null without any.
const harness::result::Point* best_throughput(const RunResult& run);

/// The machine's processors, from the run's environment ("cores": "2 usable of 4" is 2);
/// empty if not told.
Figure machine_cores(const RunResult& run);

/// Throughput above, P50, P95 and P99 below. For workers also the ideal: the first step's rate
/// times the workers, the machine's cores, and the scalability law that was fitted, with its peak.
std::optional<sheet::Plot> sweep_curves(const RunResult& run);

}  // namespace reports::plot
