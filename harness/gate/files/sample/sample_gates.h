// Gates of simulated pairs, with all that their files and pages show.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "harness/gate/gate_result.h"
#include "harness/gate/simulated_pairs.h"

namespace harness::gate::sample {

/// A whole gate of a server's scenario, in virtual time: pairs until the answer is known, and fresh
/// ones of programs linked anew to confirm an alarm. Its environment says that it is simulated.
GateResult simulated_gate(const SimulatedNoise& noise, const SimulatedSubject& subject,
                          std::uint64_t seed);

GateResult passed_gate();
GateResult failed_gate();        // P50 and P99, confirmed
GateResult inconclusive_gate();  // on a wild machine
GateResult invalid_gate();       // no pair at all

/// So many micro-benchmarks, every 50th of which is 20 % slower, of pairs that scatter by 1 %.
GateResult benchmarks_gate(std::size_t benchmarks, std::uint64_t seed = 1);

/// Every text from outside is one that would break out of HTML, XML, Markdown, CSV, an annotation
/// or gnuplot's language.
GateResult hostile_gate();
std::string hostile_text();

}  // namespace harness::gate::sample
