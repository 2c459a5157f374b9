// What was in flight, as seen at random instants.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "harness/record/recorder.h"

namespace harness::slice {

/// Readings at instants drawn as a Poisson process, which see time averages (Wolff 1982), and the
/// time that they were drawn from. Drawn independently of the load, their mean is as exact as the
/// mean of so many independent draws, however the load correlates with itself.
struct InFlightSeen {
  std::uint64_t readings = 0;
  double sum = 0, squares = 0;  // of the readings
  double doubt = 0;             // of each, added up: a reading takes its time
  Duration late{};              // the readings came so much after their instants, added up
  Duration time{};

  void add(const record::Recorder::InFlight& reading, Duration after = {}) {
    late += after;
    const double middle = reading.middle();
    ++readings;
    sum += middle;
    squares += middle * middle;
    doubt += reading.doubt();
  }

  /// Requests times seconds. Precondition: readings > 0.
  double area_s() const { return seconds(time) * sum / static_cast<double>(readings); }
  double area_doubt_s() const { return seconds(time) * doubt / static_cast<double>(readings); }
  /// What late readings may have missed or seen too much of: those that began or ended in between.
  /// An example: of 1,000 requests, seen 20 us late on average, 20 ms. Precondition: readings > 0.
  double area_late_s(double requests) const {
    return requests * seconds(late) / static_cast<double>(readings);
  }
  /// The standard error of area_s(). Precondition: readings > 1.
  double area_error_s() const {
    const auto n = static_cast<double>(readings);
    const double variance = std::max(0.0, squares - sum * sum / n) / (n - 1);
    return seconds(time) * std::sqrt(variance / n);
  }
};

}  // namespace harness::slice
