// A gate's verdict.json.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "harness/expected.h"
#include "harness/gate/gate_result.h"

namespace harness::gate::files {

/// All of the gate but its pairs, of whose files it tells how many rows they have.
std::string write_verdict_json(const GateResult& gate);

/// What verdict.json holds: a gate without its pairs, and how many rows the other files have.
struct VerdictJson {
  GateResult gate;
  std::uint64_t pair_rows = 0, latencies = 0;
};

/// The inverse. An error names `file`, and the line where it is not JSON: a schema version that
/// this program does not read, a value of another type than its name asks for, a verdict on a
/// metric that the plan does not have, an exit code that the rest contradicts.
Expected<VerdictJson> read_verdict_json(std::string_view text, std::string_view file);

}  // namespace harness::gate::files
