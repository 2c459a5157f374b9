// From which latency on a machine can be trusted: found by measuring services of known length.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/result/run_result.h"
#include "harness/selftest/trial.h"

namespace harness::selftest {

/// Requests that come evenly, half as fast as one server works them off, and each take exactly
/// `service`: without the machine's doing every latency is that long.
struct Sounding {
  Duration service{};
  Duration length{};  // of the measured time
};

/// In real time, beside a server that spins. Its answers' theory is the service time; none of them
/// is checked, as what they are off by is what was asked.
Trial run_trial(const Sounding& sounding, Clock& clock, const std::stop_token& stop);

/// A quantile of a sounding: what it should have been, and what it was.
struct Depth {
  double known_s = 0, measured_s = 0;
  double error() const;  // 0.1 for 10 % too long, or too short
};

/// From which latency on the quantile is right within `tolerance`: where the error, on a straight
/// line between two soundings in logarithms, falls to that, and stays below at all longer ones. The
/// shortest sounding if all are right; empty if the longest is wrong, or there are none.
/// Precondition: depths in order of known_s, which is above 0.
std::optional<double> finest_s(std::span<const Depth> depths, double tolerance);

/// What the soundings, in order of their services, say of this machine now.
struct Finest {
  static constexpr double tolerance = 0.05;

  std::optional<double> p50_s, p99_s;
  double longest_s = 0;  // that was tried; 0: none was
};
Finest finest_of(std::span<const Trial> soundings);

/// "This machine can measure now: P50 from 0.2 ms and P99 from 8 ms on are right within 5 %."
std::string finest_text(const Finest& finest);

/// Fails where not even the P50 of the longest is right: then nothing can be measured here now.
result::Check check(const Finest& finest);

}  // namespace harness::selftest
