// When a generator that sleeps between requests may spin for the last of it.
#pragma once

#include "harness/clock.h"

namespace harness::drive {

/// How to wait for each request of a load. Who asked for sleep, so that the target keeps its cores,
/// gets the exactness of spinning where requests are so far apart on average that it takes 5 % of a
/// core at most; the kernel's wake-up time would be a part of the latency there.
class CheapSpin {
 public:
  explicit CheapSpin(Waiting asked) : asked_(asked) {}

  /// The next request is due `offset` into the load. Offsets don't fall.
  Waiting next(Duration offset) {
    if (asked_ != Waiting::sleep) return asked_;
    mean_gap_ += (offset - last_ - mean_gap_) / 16;
    last_ = offset;
    return mean_gap_ >= spin_before_due * 20 ? Waiting::sleep_then_spin : Waiting::sleep;
  }

 private:
  Waiting asked_;
  Duration last_{};
  Duration mean_gap_{};  // of the last sixteen or so
};

}  // namespace harness::drive
