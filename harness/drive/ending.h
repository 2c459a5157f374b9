// How a load may end before its time.
#pragma once

#include <functional>
#include <stop_token>

#include "harness/clock.h"

namespace harness::drive {

/// Two ways to end a load before its time, and who hears of the end.
struct Ending {
  std::stop_token stop;    // somebody has no more time: the wait for what is under way is cut, too
  std::stop_token enough;  // enough was measured: what is under way is waited for as ever
  /// Told when nothing is sent any more, before what is under way is waited for. May be null.
  std::function<void(Instant)> sent = nullptr;
};

/// What ends the sending: whichever of the two comes first.
class EitherEnding {
 public:
  explicit EitherEnding(const Ending& ending)
      : on_stop_(ending.stop, Request{either_}), on_enough_(ending.enough, Request{either_}) {}
  std::stop_token token() const { return either_.get_token(); }

 private:
  struct Request {
    std::stop_source& source;
    void operator()() const { source.request_stop(); }
  };
  std::stop_source either_;
  std::stop_callback<Request> on_stop_, on_enough_;
};

}  // namespace harness::drive
