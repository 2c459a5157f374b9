// How good the gate is here: its false alarms and its power, with live programs.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/pairing/resampled.h"
#include "harness/run/progress.h"
#include "scenarios/gate/gate_order.h"

namespace scenarios {

/// One kind of candidate.
struct CalibratedCase {
  std::string name;      // "5 % more work"
  std::string watched;   // the metric that is to see it, as its label; empty: none should
  std::size_t live = 0;  // pairs that were measured
  std::optional<double> ratio = {};  // of the watched figure, over all of those
  std::optional<double> p50_ratio = {};
  harness::pairing::Resampled gates = {};  // drawn from them
  harness::pairing::Resampled alone = {};  // with the watched metric only, at most 32 pairs
};

/// What a calibration came to.
struct Calibration {
  std::vector<CalibratedCase> cases;
  std::string subject, turns;
  double pair_s = 0;  // that a pair took
  std::vector<std::string> warnings;
  bool cut_short = false;
};

/// Measures pairs of the candidate with itself: as it is, linked anew for each pair where it can
/// be, with work and waits injected, and with `weaker` settings; and makes many gates of each
/// kind by drawing from those pairs. The order's budget bounds the live part. An error: the program
/// can't be measured.
harness::Expected<Calibration> calibrate(harness::Clock& clock, const GateOrder& order,
                                         const harness::run::Tell& tell,
                                         const std::stop_token& stop);

/// As a Markdown table with its sentences.
std::string calibration_markdown(const Calibration& calibration);

}  // namespace scenarios
