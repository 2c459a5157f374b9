// The rate over time, and the two questions that a schedule asks of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/clock.h"
#include "harness/expected.h"

namespace harness::schedule {

/// A stretch of a load: the rate goes in a straight line from `from_per_s` to `to_per_s`.
struct Segment {
  std::string phase;
  double from_per_s = 0;
  double to_per_s = 0;
  Duration length{};
};

/// A straight line of rate in closed form; times in seconds from the line's start.
struct RateLine {
  double from_per_s = 0;
  double slope = 0;  // per s, per s
  double length_s = 0;

  explicit RateLine(const Segment& segment);

  double rate(double t_s) const { return from_per_s + slope * t_s; }

  /// How many arrivals are expected before t_s: the line's integral.
  double expected(double t_s) const { return t_s * (from_per_s + 0.5 * slope * t_s); }

  /// The inverse of `expected`. The quadratic's root in the form that neither cancels nor divides
  /// by the slope. Within 0 .. length_s. Precondition: n < expected(length_s).
  double time_of(double n) const;
};

/// The rate over time, as segments one after the other; segment k is phase k. N(t), the arrivals
/// expected before t, and its inverse t(n) are exact up to rounding. Not empty.
class RateProfile {
 public:
  static constexpr double highest_per_s = 1e9;  // one a nanosecond, the resolution of due times
  static constexpr Duration longest = std::chrono::hours(24 * 365 * 100);

  /// Refuses an empty list, a rate that is not within 0 .. highest_per_s, a length that is not
  /// positive, a nameless phase and a total beyond `longest`; the error names the segment.
  static Expected<RateProfile> make(std::vector<Segment> segments);

  const std::vector<Segment>& segments() const { return segments_; }
  const RateLine& line(std::size_t segment) const { return lines_[segment]; }
  Duration start(std::size_t segment) const { return starts_[segment]; }
  Duration length() const { return starts_.back(); }
  std::vector<Duration> lengths() const;  // of the segments

  /// Which segment `t` lies in; the later one where two meet, the last one from length() on.
  std::size_t segment_at(Duration t) const;

  /// The rate at `t`; 0 outside 0 <= t < length().
  double rate_at(Duration t) const;

  /// N(t): 0 for t <= 0, and from length() on the total.
  double expected_before(Duration t) const;

  /// How many arrivals are expected in all, and within one segment.
  double expected() const { return before_.back(); }
  double expected_within(std::size_t segment) const;

  /// t(n), to the nanosecond: when the n-th unit of arrivals is complete, which is never within a
  /// stretch of rate 0. Empty for n >= expected(). Precondition: n >= 0.
  std::optional<Duration> time_of(double n) const;

 private:
  explicit RateProfile(std::vector<Segment> segments);

  std::vector<Segment> segments_;
  std::vector<RateLine> lines_;
  std::vector<Duration> starts_;  // one more than segments: the last is the end
  std::vector<double> before_;    // likewise: arrivals expected before each start
};

}  // namespace harness::schedule
