// A target of known law, measured by the harness's own parts.
#pragma once

#include <functional>
#include <stop_token>
#include <vector>

#include "harness/record/sparse_histogram.h"
#include "harness/record/totals.h"
#include "harness/schedule/schedule.h"
#include "harness/selftest/model.h"
#include "harness/selftest/witness.h"

namespace harness::selftest {

/// One load: a rate that stays, after a warm-up at the same rate that is not measured.
struct Load {
  schedule::Arrivals arrivals = schedule::Arrivals::poisson;
  double rate_per_s = 0;
  Duration warm_up{};  // above 0
  Duration length{};   // above 0
  std::uint64_t seed = 1;
  Instant start{};  // of the warm-up; as soon as possible where that has passed
};

/// The load under which a model is measured.
Load load_of(const Model& model);

/// What measuring gave.
struct Measured {
  static constexpr std::size_t slices = 128;

  record::PhaseTotals totals;                    // of what was due in the measured time
  std::vector<record::SparseHistogram> latency;  // the same by slices of equal time, in order
  std::vector<double> stay_s;                    // from sent to finished, added up a slice
  Offered offered;
  std::uint64_t unfinished = 0;
  bool cut_short = false;
};

/// Measures in virtual time, through the same schedule, driver and recorder as any run. `driver` is
/// the clock that the driver goes by: `clock` itself, unless the driver is to be misled.
/// Preconditions: the target lives on `clock`; the rate and length are a checked model's.
Measured measure_virtual(ManualClock& clock, Clock& driver, Target& target, const Load& load,
                         const std::stop_token& stop);

/// Measures a model's queue, simulated: exact and repeatable. Precondition: checked.
Measured measure_virtual(const Model& model, const std::stop_token& stop);

/// Measures in real time. The driver spins on the calling thread; another one wakes up at the end
/// of each slice. `end` is called when nothing is in flight any more or the patience is over, and
/// must make the target end whatever it still holds.
Measured measure_real(Clock& clock, Target& target, const Load& load,
                      const std::function<void()>& end, const std::stop_token& stop);

}  // namespace harness::selftest
