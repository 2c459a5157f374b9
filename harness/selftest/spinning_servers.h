// A queue in real time, whose service times are known.
#pragma once

#include <atomic>
#include <functional>
#include <stop_token>
#include <thread>
#include <vector>

#include "harness/record/spin_lock.h"
#include "harness/selftest/stall_count.h"
#include "harness/target.h"

namespace harness::selftest {

/// Threads that each take the first request in the queue, spin for as long as was drawn for it, and
/// end it: a target whose law is known, but for what the machine does to it, which it tells. Each
/// thread takes a whole core. The queue is bounded: beyond it, requests are shed.
class SpinningServers final : public Target {
 public:
  static constexpr std::size_t most_waiting = std::size_t{1} << 16;

  /// What hinders the servers from being the servers of theory.
  struct Hindrance {
    StallCount stalls;    // while a server watched the clock, idle or at work
    Duration overtime{};  // in all: between the end of one request and the begin of the next where
                          // that was there already, and past the time that was drawn
    std::uint64_t served = 0;

    Duration overtime_each() const {
      return served == 0 ? Duration{} : overtime / static_cast<Duration::rep>(served);
    }
  };

  /// `draw` gives the service times; it is called by submit(). At least one server.
  SpinningServers(Clock& clock, std::size_t servers, std::function<Duration()> draw);
  ~SpinningServers() override { stop(); }

  std::uint64_t population() const override { return 1; }
  void submit(const Request& request, Completion done) override;

  /// Ends the servers: what they work on fails, what waits is shed. Nothing may be submitted
  /// afterwards.
  void stop();

  /// Precondition: stopped.
  const Hindrance& hindrance() const { return hindrance_; }

 private:
  struct Waiting {
    Completion done;
    Duration service{};
  };

  void serve(Hindrance& seen, const std::stop_token& stop);
  bool take(Waiting& next);

  Clock& clock_;
  const std::function<Duration()> draw_;
  record::SpinLock lock_;
  std::vector<Waiting> queue_;  // a ring
  std::size_t first_ = 0;
  std::atomic<std::size_t> waiting_{0};  // changed under the lock, looked at without
  std::vector<Hindrance> seen_;          // a server each
  Hindrance hindrance_;
  std::vector<std::jthread> servers_;
};

}  // namespace harness::selftest
