// What a target said of itself at one moment.
#pragma once

#include <cstddef>
#include <vector>

#include "harness/target.h"

namespace harness::slice {

/// Its observation, and one value for each counter that is read.
struct Reading {
  Observation observed;
  std::vector<CounterValue> counters;
};

/// Reads one target after the other, of which the first says what the counters are: those of
/// another that tells different ones stay empty. Not thread-safe.
class CounterReader {
 public:
  /// From now on it is this one's turn.
  void begin(const Target& target) {
    std::vector<CounterInfo> told = target.counters();
    told_ = told.size();
    if (!known_) counters_ = told;
    same_ = told == counters_;
    known_ = true;
  }

  /// Those of the first target.
  const std::vector<CounterInfo>& counters() const { return counters_; }

  /// Precondition: begin() was called with this target last. The reading is good until the next.
  const Reading& read(Target& target) {
    reading_.counters.assign(told_, {});
    reading_.observed = target.observe(reading_.counters);
    if (!same_) reading_.counters.assign(counters_.size(), {});
    return reading_;
  }

 private:
  std::vector<CounterInfo> counters_;
  std::size_t told_ = 0;
  bool known_ = false, same_ = true;
  Reading reading_;
};

/// What it says of itself now, its counters aside.
inline Observation said_by(Target& target) {
  std::vector<CounterValue> values(target.counters().size());
  return target.observe(values);
}

}  // namespace harness::slice
