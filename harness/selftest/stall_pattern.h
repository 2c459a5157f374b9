// Stalls put into a target on purpose.
#pragma once

#include "harness/selftest/answers.h"
#include "harness/selftest/measured.h"
#include "harness/selftest/spinning_servers.h"

namespace harness::selftest {

/// Nothing moves for `length`, `times` times, first at `first` and then every `period`.
struct StallPattern {
  Instant first;
  Duration length{};
  Duration period{};
  unsigned times = 1;

  /// How long somebody who is to be served at `at` is held up: 0 outside the stalls.
  Duration left(Instant at) const {
    if (at < first || period <= Duration{}) return {};
    const Duration since = at - first;
    if (since / period >= times) return {};
    return std::max(length - since % period, Duration{});
  }
};

/// A target that answers at once but for its stalls, and the even load on it.
struct StallTrial {
  double rate_per_s = 10'000;
  Duration measured = std::chrono::seconds(60);
  Duration stall = std::chrono::milliseconds(100);
  unsigned stalls = 1;
  std::uint64_t seed = 1;

  Load load() const;
  /// The stalls, evenly spread over the time measured, which begins at `from`.
  StallPattern pattern(Instant from) const;
  /// What must come out: see theory::stall_latency.
  theory::Law law() const;
};

Measured measure_virtual(const StallTrial& trial, const std::stop_token& stop);

/// The five answers. With an even load they are exact up to the distance between two arrivals, and
/// no chance is in them; noise and the backlog's overtime make late.
std::vector<Answer> answers_of(const StallTrial& trial, const Measured& measured,
                               const Noise& noise);

}  // namespace harness::selftest
