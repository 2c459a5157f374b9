// Where a request's time went.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "harness/result/run_result.h"

namespace scenarios {

/// A request's parts. Stages in the target's order; those that did not run are left out.
struct RequestTime {
  harness::result::Figure latency_ms, lag_ms, wait_ms, service_ms, delivery_ms;
  std::vector<std::pair<std::string, double>> stages_ms;

  harness::result::Figure stage_ms(const std::string& name) const;
};

/// What slowest.csv tells of the request; a stage that can't be read is left out.
RequestTime time_then(const harness::result::SlowRequest& row);

/// Each figure's median on its own; stages that ran at least once.
RequestTime median_of(const std::vector<RequestTime>& times);

}  // namespace scenarios
