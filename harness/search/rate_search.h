// The highest rate that holds an objective, with an interval.
#pragma once

#include <string>
#include <vector>

#include "harness/search/crossing.h"

namespace harness::search {

/// How far to look and how closely.
struct SearchOptions {
  double ceiling_per_s = 0;  // nothing above is tried; such as the capacity of a closed loop
  double lowest_per_s = 0;   // nothing below is tried; 0: a thousandth of the ceiling
  double within = 0.02;      // the half-width of the interval wanted, relative; 0.001 .. 0.5
  double shortest_s = 1;     // a probe takes at least so long,
  double longest_s = 60;     // at most so long, and
  double most_s = 600;       // all together so long
};

/// What to do with a probe that is under way.
enum class Decision {
  go_on,
  surely_missed,  // hopeless: far above the highest rate
  surely_held,    // hopeless: far below it
  enough,         // it has told what it was for
};

/// How a search ended.
enum class Ending {
  found,       // rate and interval, as narrow as wanted
  at_least,    // held even at the ceiling, which is the rate: the highest is above
  never_held,  // missed even at the lowest rate: no rate
  undecided,   // time is up: rate and interval as far as they are known
};

/// What a search found.
struct Answer {
  Ending ending = Ending::undecided;
  std::optional<double> rate_per_s;
  std::optional<stats::Interval> interval;  // 95 %, per second
  std::optional<std::size_t> binding;       // the limit that decides
  bool is_monotone = true;  // false: some limit was missed, beyond doubt, below where it held
  std::size_t probes = 0;
  double seconds = 0;  // of all probes
  std::string reason;  // a sentence
};

/// Tells which probes to make, when to leave one, and what they add up to. Brackets the rate
/// downwards from the ceiling, then places probes a few percent on either side of the root of a
/// regression, each as long as the interval wanted still needs. Pure: no clock, no randomness.
/// What it achieves: prony_search_accuracy prints it. Where probes at one rate differ by more than
/// about 1 % in the rate they could take, the interval is too narrow: it covers 70 % at 3 %.
class RateSearch {
 public:
  /// Errors: limits as for check_limits; options outside their ranges or out of order.
  static Expected<RateSearch> make(std::vector<Limit> limits, const SearchOptions& options);

  /// The next probe; empty when the search has ended.
  const std::optional<Probe>& next() const { return next_; }

  /// Whether the probe under way, next(), is to go on: to be asked as often as there is more
  /// evidence. Evidence as for check_evidence; wrong evidence decides nothing.
  Decision judge(const Evidence& so_far) const;

  /// The probe next() has ended, for whatever reason, and this is what it saw. Errors as for
  /// check_evidence: then nothing is changed. Precondition: next() is not empty.
  Expected<void> add(const Evidence& evidence);

  /// As far as is known; final when next() is empty.
  const Answer& answer() const { return answer_; }

  /// The probes so far, in order of time, as they stand to limit i, for a curve.
  /// Precondition: i is less than the number of limits.
  std::span<const Observed> observed(std::size_t i) const { return observed_[i]; }

 private:
  RateSearch(std::vector<Limit> limits, const SearchOptions& options);

  void conclude();
  void plan();
  bool is_near(const Crossing& crossing) const;
  double next_rate() const;
  double coarse_rate(std::optional<double> held, std::optional<double> missed) const;
  double fine_rate(const Crossing& binding) const;
  double margin_at(double rate_per_s) const;
  double coarse_seconds(double rate_per_s) const;
  double fine_seconds(const Crossing& binding) const;
  bool is_precise() const;
  void end(Ending ending, std::string reason);

  std::vector<Limit> limits_;
  SearchOptions options_;
  std::vector<std::vector<Observed>> observed_;  // by limit
  std::vector<Crossing> crossings_;              // by limit
  std::optional<Probe> next_;
  bool is_fine_ = false;  // next_ is placed by a regression
  Answer answer_;
};

}  // namespace harness::search
