// The points' latency distributions as latency.hlog.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"
#include "harness/result/run_result.h"

namespace harness::result {

/// One histogram a distribution, tagged "step/phase"; in a tag a comma, white space, '/', '%' and
/// control characters of either name stand as %2C and so on. `started_utc` (ISO 8601) is the log's
/// base time.
std::string write_latency_log(std::span<const Distribution> distributions,
                              std::string_view started_utc);

/// The inverse; errors name `file` and line.
Expected<std::vector<Distribution>> read_latency_log(std::string_view text, std::string_view file);

/// Seconds since 1970 of "2026-03-01T12:00:00Z"; 0 if it is not such a time.
double unix_seconds(std::string_view iso_utc);

}  // namespace harness::result
