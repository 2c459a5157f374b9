#include "harness/schedule/renewal.h"

#include <algorithm>
#include <cmath>

#include "harness/schedule/exponential.h"

namespace harness::schedule {

// The most is highest_per_s for `longest`, 3.2e18, which a signed 64-bit number holds.
void Renewal::Count::add(double amount) {
  rest += amount;
  if (rest < largest_rest) return;  // carrying every time would double the cost of an arrival
  const auto carry = static_cast<std::int64_t>(rest);
  whole += carry;
  rest -= static_cast<double>(carry);
}

void Renewal::Count::subtract(double amount) {
  const double whole_amount = std::floor(amount);
  whole -= static_cast<std::int64_t>(whole_amount);
  rest -= amount - whole_amount;
  if (rest < 0) {
    rest += 1;
    whole -= 1;
  }
}

Renewal::Renewal(RateProfile profile, Arrivals arrivals, Generator generator)
    : profile_(std::move(profile)),
      arrivals_(arrivals),
      law_(arrivals == Arrivals::constant  ? Law::constant
           : arrivals == Arrivals::poisson ? Law::poisson
                                           : Law::gamma),
      gamma_(arrivals.cv > 0 ? 1 / (arrivals.cv * arrivals.cv) : 1),
      generator_(generator),
      expected_(profile_.expected_within(0)) {
  if (law_ == Law::constant) {
    ahead_.rest = 0.5;
  } else {
    ahead_.add(law_ == Law::poisson ? exponential(generator_) : gamma_.first(generator_));
  }
}

inline void Renewal::advance() {
  if (law_ == Law::constant) {
    ahead_.whole += 1;
  } else if (law_ == Law::poisson) {
    ahead_.add(exponential(generator_));
  } else {
    ahead_.add(gamma_.gap(generator_));
  }
}

std::optional<Arrival> Renewal::next() {
  if (ahead_.value() >= expected_ && !find_segment()) return std::nullopt;
  const double within_s = profile_.line(segment_).time_of(ahead_.value());
  // To the nearest nanosecond; rounding must neither leave the segment nor go back.
  Duration within{static_cast<Duration::rep>(within_s * 1e9 + 0.5)};
  within = std::min(within, profile_.segments()[segment_].length - Duration(1));
  last_ = std::max(last_, profile_.start(segment_) + within);
  advance();
  return Arrival{last_, segment_};
}

/// Moves on to the segment in which the next arrival falls; false if the load ends before it.
bool Renewal::find_segment() {
  while (ahead_.value() >= expected_) {
    if (segment_ + 1 == profile_.segments().size()) return false;
    ahead_.subtract(expected_);
    expected_ = profile_.expected_within(++segment_);
  }
  return true;
}

}  // namespace harness::schedule
