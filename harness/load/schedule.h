// When each request is due.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "harness/clock.h"

namespace harness::load {

/// A stretch of a load: the rate goes in a straight line from `from_per_s` to `to_per_s`.
struct Segment {
  std::string phase;
  double from_per_s = 0;
  double to_per_s = 0;
  Duration length{};
};

/// The rate over time, as segments one after the other; segment k is phase k.
class RateProfile;

/// How arrivals fall at unit rate: evenly, or independently of one another.
enum class Arrivals { constant, poisson };

/// One request's due time, counted from the start of the load.
struct Arrival {
  Duration offset{};
  std::uint32_t phase = 0;
};

}  // namespace harness::load
