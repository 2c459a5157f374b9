// The shapes that loads are built from.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "harness/schedule/rate_profile.h"

namespace harness::schedule {

/// One rate throughout.
std::vector<Segment> constant(std::string phase, double per_s, Duration length);

/// A straight line from one rate to another.
std::vector<Segment> ramp(std::string phase, double from_per_s, double to_per_s, Duration length);

/// One rate after the other, equally long; the phases are "step 1", "step 2" and so on.
std::vector<Segment> steps(std::span<const double> rates_per_s, Duration each);

/// A load that is quiet, peaks, and is quiet again, so many times over.
struct BurstShape {
  double quiet_per_s = 0;
  double peak_per_s = 0;
  Duration quiet{};  // before, between and after the bursts; 0: they follow one another at once
  Duration peak{};   // at the peak rate
  Duration edge{};   // for the rise and for the fall; 0: the rate jumps
  unsigned cycles = 1;
};

/// Phases "quiet 1", "burst 1", "quiet 2", ..., ending in a quiet one that shows the recovery from
/// the last burst; with edges, "rise k" and "fall k" stand around "burst k".
std::vector<Segment> burst(const BurstShape& shape);

/// Both, one after the other: a warm-up, then what is measured.
std::vector<Segment> then(std::vector<Segment> first, std::vector<Segment> second);

}  // namespace harness::schedule
