// A queue in real time, whose service times are known.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
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
    StallCount stalls;  // while a server watched the clock, idle or at work
    /// In all: from the end of one request to the begin of the next where that was there already,
    /// and past the time that a request was to take.
    Duration overtime{};
    std::uint64_t served = 0;

    Duration overtime_each() const {
      return served == 0 ? Duration{} : overtime / static_cast<Duration::rep>(served);
    }
  };

  /// How long the next request in the queue is to be worked on. Called by one thread at a time, in
  /// the order of the queue.
  using Service = std::function<Duration(Instant started)>;

  /// At least one server. Each keeps to a core of its own, and the first core is left free, where
  /// there are enough.
  SpinningServers(Clock& clock, Service service, std::size_t servers = 1);
  ~SpinningServers() override { stop(); }

  std::uint64_t population() const override { return 1; }
  void submit(const Request& request, Completion done) override;

  /// Ends the servers: what they work on fails, what waits is shed. Nothing may be submitted
  /// afterwards.
  void stop();

  /// Precondition: stopped.
  const Hindrance& hindrance() const { return hindrance_; }

 private:
  /// A request that was taken, and how long it is to take.
  struct Work {
    Completion done;
    Instant started;
    Duration service{};
  };

  void serve(std::optional<int> core, Hindrance& seen, const std::stop_token& stop);
  bool take(Work& next);
  void shed_waiting();

  Clock& clock_;
  const Service service_;
  record::SpinLock lock_;
  std::vector<Completion> queue_;  // a ring
  std::size_t first_ = 0;
  std::atomic<std::size_t> waiting_{0};  // changed under the lock, looked at without
  std::vector<Hindrance> seen_;          // a server each
  Hindrance hindrance_;
  std::vector<std::jthread> servers_;
};

}  // namespace harness::selftest
