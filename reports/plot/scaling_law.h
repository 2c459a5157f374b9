// The Universal Scalability Law that was fitted to a sweep of workers.
#pragma once

#include <optional>

#include "reports/sheet/sheet.h"

namespace reports::plot {

using harness::result::Figure;
using harness::result::RunResult;

/// Gunther's law: N workers give the throughput g N / (1 + a (N - 1) + b N (N - 1)), where a is
/// contention (what only one can do at a time) and b coherency (what each pair must agree on).
struct ScalingLaw {
  double one_worker_per_s = 0;  // g
  double contention = 0;        // a
  double coherency = 0;         // b
  Figure peak_workers;          // where the fit puts the peak; empty without one

  double throughput_per_s(double workers) const;
};

/// The law from the run's estimates; empty where they have none that makes sense.
std::optional<ScalingLaw> scaling_law(const RunResult& run);

/// The law's curve from `low` to `high` workers, both positive, for a logarithmic axis.
sheet::Line law_line(const ScalingLaw& law, double low, double high);

}  // namespace reports::plot
