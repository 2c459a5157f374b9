// The latencies of a gate's pairs as latency.hlog.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "harness/expected.h"
#include "harness/gate/gate_result.h"

namespace harness::gate::files {

/// How many processes measured latencies.
std::uint64_t latencies_in(const GateResult& gate);

/// A histogram a process, tagged "first-1/base".
std::string write_pair_latencies(const GateResult& gate);

/// Adds them to a gate that has its pairs already. Errors name `file`: a tag of no pair, one that
/// stands there twice, another number than `promised`.
Expected<void> read_pair_latencies(std::string_view text, std::string_view file,
                                   std::uint64_t promised, GateResult& gate);

}  // namespace harness::gate::files
