// One stream of arrivals that follows a rate.
#pragma once

#include <cstdint>
#include <optional>

#include "harness/clock.h"
#include "harness/schedule/arrivals.h"
#include "harness/schedule/gamma.h"
#include "harness/schedule/generator.h"
#include "harness/schedule/rate_profile.h"

namespace harness::schedule {

/// One request's due time, counted from the start of the load.
struct Arrival {
  Duration offset{};
  std::uint32_t phase = 0;
};

/// Every arrival of one stream, one after the other, never going back, each within its phase
/// [start, end). A renewal process of unit rate, with its time bent by the profile (Çinlar 1975,
/// "Introduction to Stochastic Processes", 4.7): arrival k falls due when the profile expects n(k)
/// arrivals.
///   constant: n(k) = k + 1/2, so that at every instant the arrivals so far are the expected number
///             rounded to the nearest; a segment that expects a whole number, and begins at one,
///             gets exactly that number;
///   poisson:  n(k) is a sum of independent exponentials of mean 1;
///   gamma:    n(k) is a sum of independent gamma variables of mean 1, the first one shorter or
///             longer as if arrivals had come before the load's start, too (Gamma::first), so that
///             the profile's expected number is the mean from the first instant on.
/// A plain value in O(1) memory beyond its profile: a copy goes on as the original would. The same
/// arguments give the same arrivals on every machine.
class Renewal {
 public:
  Renewal(RateProfile profile, Arrivals arrivals, Generator generator);

  /// The next arrival; empty, and so for ever, when there are no more.
  std::optional<Arrival> next();

  const RateProfile& profile() const { return profile_; }
  const Arrivals& arrivals() const { return arrivals_; }

 private:
  /// A number of arrivals as whole ones and a small rest. Each addition loses at most 6e-14 of one
  /// arrival however many came before, where a plain double would lose more and more.
  struct Count {
    static constexpr double largest_rest = 1024;

    std::int64_t whole = 0;
    double rest = 0;

    double value() const { return static_cast<double>(whole) + rest; }
    void add(double amount);
    void subtract(double amount);
  };

  enum class Law : std::uint8_t { constant, poisson, gamma };

  void advance();
  bool find_segment();

  RateProfile profile_;
  Arrivals arrivals_;
  Law law_;      // told apart once, not by two doubles for each arrival
  Gamma gamma_;  // without effect on constant and Poisson arrivals
  Generator generator_;
  std::uint32_t segment_ = 0;
  double expected_ = 0;  // arrivals within the segment
  Count ahead_;          // n of the next arrival, counted from the segment's start
  Duration last_{};
};

}  // namespace harness::schedule
