// How many workers are worth having beside the one who finishes.
#pragma once

#include <algorithm>
#include <cstddef>

#include "engine/time.h"

namespace engine::run::staff {

/// One worker at a time finishes batches. Where more than the next batch is through the stages
/// before that is done, those who lead items on are too many: they only take time from the one on
/// whom all wait, if the machine has fewer cores than there are workers. Their number then shrinks
/// by that surplus, down to one; it grows again by one after `patience` batches in a row that were
/// finished in time. All are back once nobody has finished for longer than it took last: then
/// finishing is not what all wait for. Not thread-safe.
class Pace {
 public:
  static constexpr std::size_t patience = 32;

  /// `most`: workers that there are, at least one.
  explicit Pace(std::size_t most) : most_(most), limit_(most) {}

  /// Workers that are worth having, the one who finishes included.
  std::size_t limit() const { return limit_; }

  /// A batch is taken, to be finished.
  void begin(Time now) { began_ = now; }

  /// It is finished; how many batches what is through by now would make.
  void finish(double batches_ready, Time now) {
    ended_ = now;
    took_ = now - began_;
    if (batches_ready > 1) {
      const auto others = static_cast<std::size_t>(static_cast<double>(limit_ - 1) / batches_ready);
      limit_ = std::min(limit_, 1 + std::max<std::size_t>(others, 1));
      in_time_ = 0;
    } else if (++in_time_ >= patience) {
      limit_ = std::min(most_, limit_ + 1);
      in_time_ = 0;
    }
  }

  /// An item was led on while nobody finished.
  void lead(Time now) {
    if (limit_ < most_ && now - ended_ > took_) limit_ = most_;
  }

 private:
  const std::size_t most_;
  std::size_t limit_;
  std::size_t in_time_ = 0;  // batches in a row
  Time began_, ended_;
  Duration took_{};
};

}  // namespace engine::run::staff
