// How long handing requests over takes.
#pragma once

#include <algorithm>

#include "harness/clock.h"
#include "harness/drive/conduct.h"

namespace harness::drive {

/// The time that one sending thread spends within Target::submit, told from the clock readings that
/// it takes anyway: from when a request is sent to the first reading after that. What lies between
/// is the driver's own bookkeeping, some 100 ns, and the target's submit(). What the thread lacked
/// a core meanwhile is left out. One thread's, the one that calls start().
class SubmitTime {
 public:
  /// Longer than that is no bookkeeping.
  static constexpr Duration bookkeeping = std::chrono::microseconds(2);

  explicit SubmitTime(Clock& clock) : clock_(clock) {}
  ~SubmitTime() { stop(); }
  SubmitTime(const SubmitTime&) = delete;
  SubmitTime& operator=(const SubmitTime&) = delete;

  void start();
  void stop();

  /// A request is about to be handed over.
  void begin(Instant due, Instant sent) {
    lag_ += sent - due;
    if (held_up_ > Duration{}) [[unlikely]] {
      explain(sent - due);
    }
    since_ = sent;
  }

  /// The first reading of the clock after that.
  void end(Instant now) {
    if (now - since_ > bookkeeping) [[unlikely]] {
      note(now);
    }
    since_ = Instant::max();
  }

  /// The thread has time to wait: nothing that held it up before delays what comes.
  void rest(Instant now) {
    held_up_ = {};
    if (now - asked_ > ask_every) [[unlikely]] {
      core_lacked_since(now);
    }
  }

  void add_to(Conduct& conduct) const;

 private:
  static constexpr Duration ask_every = std::chrono::milliseconds(10);

  void note(Instant now);
  void explain(Duration lag);
  Duration core_lacked_since(Instant now);

  Clock& clock_;
  int schedule_file_ = -1;  // of this thread; none in virtual time, which doesn't run by itself
  Duration lacked_{};       // in all, as of `asked_`
  Instant asked_;
  Instant since_ = Instant::max();
  Duration held_up_{};  // since the thread had time to wait
  Duration lag_{}, explained_{}, blocked_{}, longest_{};
};

}  // namespace harness::drive
