// A gate's files: what write_gate writes, read_gate reads back.
#pragma once

#include <filesystem>
#include <vector>

#include "harness/expected.h"
#include "harness/gate/gate_result.h"
#include "harness/result/run_texts.h"

namespace harness::gate::files {

/// pairs.csv, latency.hlog where latencies were measured, and verdict.json, which comes last: for
/// RunFolder::finish. results/README.md says what they hold.
std::vector<result::RunText> write_gate_texts(const GateResult& gate);

/// The inverse; trusts nothing of what it reads. Of latencies the buckets and the longest one come
/// back, which is all that a verdict rests on. Errors: as read_gate's.
Expected<GateResult> read_gate_texts(const result::TextSource& source);

/// Writes the texts into a folder that is there, each whole or not at all.
Expected<void> write_gate(const GateResult& gate, const std::filesystem::path& folder);

/// Reads a gate's folder back. A missing or malformed file, an unknown schema version, and fewer or
/// more rows than verdict.json tells of, is an error that names file and line. A folder marked
/// INCOMPLETE is an error, too.
Expected<GateResult> read_gate(const std::filesystem::path& folder);

/// Only what verdict.json tells: a gate without its pairs, whose file may be gone. Errors: as
/// read_gate's.
Expected<GateResult> read_verdict(const std::filesystem::path& folder);

/// Is it a gate's folder, and not a run's? Says nothing of whether it can be read.
bool is_gate(const std::filesystem::path& folder);

}  // namespace harness::gate::files
