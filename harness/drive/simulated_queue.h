// A queueing system in virtual time, whose answers are known from theory.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include "harness/target.h"

namespace harness::drive {

/// Equal servers (one, unless said otherwise) and an endless first-come-first-served queue, on a
/// manual clock. How long a request is worked on may depend on when the work begins, which makes
/// stalls of it.
class SimulatedQueue final : public Target {
 public:
  using Service = std::function<Duration(Instant started)>;

  SimulatedQueue(ManualClock& clock, Service service, std::size_t servers = 1)
      : clock_(clock), service_(std::move(service)), free_at_(servers, Instant::min()) {}

  std::uint64_t population() const override { return 1; }
  void submit(const Request&, Completion done) override {
    std::pop_heap(free_at_.begin(), free_at_.end(), std::greater<>());
    const Instant started = std::max(clock_.now(), free_at_.back());
    const Instant finished = started + service_(started);
    free_at_.back() = finished;
    std::push_heap(free_at_.begin(), free_at_.end(), std::greater<>());
    clock_.at(finished, [done, started, finished] { done(Outcome::ok, started, finished); });
  }

 private:
  ManualClock& clock_;
  Service service_;
  std::vector<Instant> free_at_;  // each server's; the first to be free on top
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

}  // namespace harness::drive
