// A queueing system in virtual time, whose answers are known from theory.
#pragma once

#include <algorithm>
#include <functional>

#include "harness/target.h"

namespace harness::load {

/// One server and an endless first-come-first-served queue, on a manual clock. How long a request
/// is worked on may depend on when the work begins, which makes stalls of it.
class SimulatedQueue final : public Target {
 public:
  using Service = std::function<Duration(Instant started)>;

  SimulatedQueue(ManualClock& clock, Service service)
      : clock_(clock), service_(std::move(service)) {}

  std::uint64_t population() const override { return 1; }
  void submit(const Request&, Completion done) override {
    const Instant started = std::max(clock_.now(), free_at_);
    free_at_ = started + service_(started);
    clock_.at(free_at_,
              [done, started, finished = free_at_] { done(Outcome::ok, started, finished); });
  }

 private:
  ManualClock& clock_;
  Service service_;
  Instant free_at_ = Instant::min();
};

/// Endlessly many servers: each request takes `service`, however many there are. Keeps what it saw.
class SimulatedDelay final : public Target {
 public:
  SimulatedDelay(ManualClock& clock, Duration service, std::uint64_t population = 1)
      : clock_(clock), service_(service), population_(population) {}

  std::uint64_t population() const override { return population_; }
  void submit(const Request& request, Completion done) override {
    requests.push_back(request);
    arrived.push_back(clock_.now());
    sent.push_back(done.sent());
    most_in_flight = std::max(most_in_flight, ++in_flight_);
    clock_.at(clock_.now() + service_, [this, done, started = clock_.now()] {
      --in_flight_;
      done(Outcome::ok, started, clock_.now());
    });
  }

  std::vector<Request> requests;
  std::vector<Instant> arrived, sent;
  std::uint64_t most_in_flight = 0;

 private:
  ManualClock& clock_;
  Duration service_;
  std::uint64_t population_;
  std::uint64_t in_flight_ = 0;
};

}  // namespace harness::load
