// The workers that may work, out of those that there are.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>

#include "engine/run/staff/adaptive_limit.h"
#include "engine/run/staff/machine_load.h"
#include "engine/run/staff/pace.h"

namespace engine::run::staff {

/// All of them always, or as many as an AdaptiveLimit finds from what they report. Decides at first
/// twice a millisecond, then each time after twice as long, and at last every 10 ms. Not
/// thread-safe, but for `machine`.
class Staff {
 public:
  Staff(std::size_t most, bool adaptive) : most_(most), pace_(most) {
    if (adaptive) adaptive_ = std::make_unique<Adaptive>(most);
  }

  bool is_adaptive() const { return adaptive_ != nullptr; }
  std::size_t limit() const {
    const std::size_t most = std::min(most_, pace_.limit());
    return adaptive_ == nullptr ? most : std::min(adaptive_->limit.limit(), most);
  }
  Pace& pace() { return pace_; }
  /// There can't be more than so many after all.
  void set_most(std::size_t most) { most_ = most; }
  /// Precondition: adaptive.
  MachineLoad& machine() { return adaptive_->machine; }

  /// A worker has worked for so long, and so led so many items `through` the last stage, and ran on
  /// a core for that much of it. Precondition: adaptive.
  void note(Duration worked, Duration ran, std::size_t through) {
    adaptive_->items += static_cast<Duration::rep>(through);
    adaptive_->worked += worked;
    adaptive_->ran += ran;
  }

  /// Decides anew, if it is time. Precondition: adaptive.
  void review(Time now, std::size_t backlog) {
    Adaptive& now_known = *adaptive_;
    if (now_known.due == Time() && now_known.items == 0) {
      // Nothing is known yet of how long an item takes, and a short job is over before it is.
      now_known.limit.decide({.machine = now_known.machine.reading(),
                              .backlog = backlog,
                              .service = std::chrono::microseconds(150)});
      return;
    }
    if (now_known.items == 0 || now < now_known.due) return;
    const auto share = static_cast<double>(now_known.ran.count()) /
                       static_cast<double>(std::max<Duration::rep>(now_known.worked.count(), 1));
    now_known.limit.decide({.machine = now_known.machine.reading(),
                            .backlog = backlog,
                            .service = now_known.worked / now_known.items,
                            .running = share});
    now_known.interval = std::min<Duration>(2 * now_known.interval, std::chrono::milliseconds(10));
    now_known.due = now + now_known.interval;
    now_known.items = 0;
    now_known.worked = now_known.ran = {};
  }

 private:
  struct Adaptive {
    explicit Adaptive(std::size_t most) : limit(most) {}

    AdaptiveLimit limit;
    MachineLoad machine;
    Duration interval = std::chrono::microseconds(250);
    Time due;
    Duration::rep items = 0;
    Duration worked{}, ran{};
  };

  std::size_t most_;
  Pace pace_;
  std::unique_ptr<Adaptive> adaptive_;
};

}  // namespace engine::run::staff
