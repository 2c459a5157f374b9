// How often the gate is wrong, and what it finds, on simulated pairs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "harness/gate/plan.h"
#include "harness/gate/share_interval.h"
#include "harness/gate/simulated_pairs.h"
#include "harness/gate/verdict.h"

namespace harness::gate {

/// Of many simulated gates, how many.
struct Calibrated {
  std::size_t gates = 0;
  std::size_t alarms = 0;     // something regressed, before the confirmation
  std::size_t confirmed = 0;  // and after it: failed
  std::size_t passed = 0, inconclusive = 0;
  std::size_t improved = 0;  // some metric was said to have improved
  std::size_t covered = 0;   // the interval of the watched metric holds its true ratio
  std::size_t pairs = 0;     // of all gates, without those of confirmations

  void add(const Calibrated& other);

  double share(std::size_t count) const {
    return gates == 0 ? 0 : static_cast<double>(count) / static_cast<double>(gates);
  }
};

/// How often both programs are linked anew for a confirmation: where a layout stays for all of its
/// pairs, repetition can't tell its bias from an effect.
enum class Relinked : std::uint8_t { never, once, each_pair };

/// A case to be simulated many times.
struct SimulatedCase {
  SimulatedNoise noise;
  SimulatedSubject subject;
  Plan plan = simulated_plan();
  std::string watched = "p50";  // whose intervals are looked at
  Relinked relinked = Relinked::each_pair;
};

/// Runs whole gates: pairs until the answer is known, and fresh ones to confirm an alarm. Gate i is
/// made of seed + i.
Calibrated calibrate(const SimulatedCase& simulated, std::size_t gates, std::uint64_t seed);

}  // namespace harness::gate
