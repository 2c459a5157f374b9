// A gate's report: what people, CI systems and pull requests see of it.
#pragma once

#include <filesystem>

#include "harness/expected.h"
#include "harness/gate/gate_result.h"

namespace reports::gate {

/// Writes junit.xml, gate.md, plots/*.svg and report.html into the folder, each whole or not at
/// all. Where plots can't be drawn (gnuplot missing or failing) the page is written all the same
/// and says so, and the error says that too.
harness::Expected<void> write_gate_report(const harness::gate::GateResult& gate,
                                          const std::filesystem::path& folder);

/// Of a gate's folder, from its files.
harness::Expected<void> write_gate_report(const std::filesystem::path& folder);

}  // namespace reports::gate
