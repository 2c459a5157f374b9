// What became of a run's requests.
#pragma once

#include <string_view>

#include "harness/result/run_result.h"

namespace harness::result {

/// What the point of a cut warm-up has after the name of its phase: "steady, warm-up".
inline constexpr std::string_view cut_warm_up = ", warm-up";

/// The point with what became of all requests of its phase: `requests`, `ok`, `failed`, `shed` and
/// `latency_ms_max` count what was cut off as its warm-up, too, as nothing that went wrong may be
/// hidden by a cut. Every other figure is the point's own. A figure that the point does not have is
/// not made up.
Point whole_phase(const RunResult& result, const Point& point);

/// How many requests of the point the target took on: ok and failed.
Figure accepted(const Point& point);

/// Shares from 0 to 1; empty where there was nothing to take a share of.
Figure shed_share(const Point& point);    // of all requests
Figure failed_share(const Point& point);  // of the accepted ones

/// Was there a single request to measure?
bool saw_requests(const RunResult& result);

}  // namespace harness::result
