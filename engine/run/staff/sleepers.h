// Workers that sleep until there is something for them.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/time.h"

namespace engine::run::staff {

/// Who fell asleep last is woken first: what it works with is still in its core's cache, and
/// whoever is not needed sleeps on. All members want the caller's lock, which is one and the same.
class Sleepers {
 public:
  using Lock = std::unique_lock<std::mutex>;
  /// Whom to call once the lock is given back; may be empty.
  using Call = std::condition_variable*;

  /// Those that nobody has woken yet.
  std::size_t size() const { return seats_.size(); }

  /// Until woken, or until then.
  void sleep(Lock& lock, std::optional<Time> until) {
    Seat& seat = take_seat();
    seat.until = until;
    seat.is_called = false;
    seats_.push_back(&seat);
    while (!seat.is_called) {
      if (!until) {
        seat.bell.wait(lock);
      } else if (seat.bell.wait_until(lock, *until) == std::cv_status::timeout) {
        break;
      }
    }
    if (!seat.is_called) std::erase(seats_, &seat);
    free_.push_back(&seat);
  }

  /// One of them, if there are any.
  Call wake_one() { return seats_.empty() ? nullptr : wake_last(); }

  /// All of them, at once.
  void wake_all() {
    while (!seats_.empty()) wake_last()->notify_one();
  }

  /// Whether one of them wakes by then.
  bool watch(Time due) const {
    return std::ranges::any_of(
        seats_, [due](const Seat* seat) { return seat->until && *seat->until <= due; });
  }

 private:
  struct Seat {
    std::condition_variable bell;
    std::optional<Time> until;
    bool is_called = false;
  };

  Call wake_last() {
    Seat& seat = *seats_.back();
    seats_.pop_back();
    seat.is_called = true;
    return &seat.bell;
  }

  /// One that is not freed before this is: it may be called when its sleeper is up already.
  Seat& take_seat() {
    if (free_.empty()) {
      all_.push_back(std::make_unique<Seat>());
      return *all_.back();
    }
    Seat* seat = free_.back();
    free_.pop_back();
    return *seat;
  }

  std::vector<std::unique_ptr<Seat>> all_;
  std::vector<Seat*> free_;
  std::vector<Seat*> seats_;  // who sleeps, the last to fall asleep at the end
};

}  // namespace engine::run::staff
