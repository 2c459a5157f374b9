#include "harness/selftest/spinning_servers.h"

#include <mutex>

#include "harness/selftest/cores.h"

namespace harness::selftest {

SpinningServers::SpinningServers(Clock& clock, Service service, std::size_t servers)
    : clock_(clock), service_(std::move(service)), queue_(most_waiting), seen_(servers) {
  const std::vector<int> cores = usable_cores();
  for (std::size_t i = 0; i < servers; ++i) {
    const auto core = cores.size() > servers ? std::optional(cores[i + 1]) : std::nullopt;
    servers_.emplace_back(
        [this, core, i](const std::stop_token& stop) { serve(core, seen_[i], stop); });
  }
}

void SpinningServers::submit(const Request&, Completion done) {
  {
    const std::lock_guard lock(lock_);
    const std::size_t waiting = waiting_.load(std::memory_order_relaxed);
    if (waiting < most_waiting) {
      queue_[(first_ + waiting) % most_waiting] = done;
      waiting_.store(waiting + 1, std::memory_order_relaxed);
      return;
    }
  }
  const Instant now = clock_.now();
  done(Outcome::shed, now, now);
}

bool SpinningServers::take(Work& next) {
  // Idle servers must not keep the lock from the driver.
  if (waiting_.load(std::memory_order_relaxed) == 0) return false;
  const std::lock_guard lock(lock_);
  const std::size_t waiting = waiting_.load(std::memory_order_relaxed);
  if (waiting == 0) return false;
  next.done = queue_[first_];
  next.started = clock_.now();
  next.service = service_(next.started);
  first_ = (first_ + 1) % most_waiting;
  waiting_.store(waiting - 1, std::memory_order_relaxed);
  return true;
}

void SpinningServers::serve(std::optional<int> core, Hindrance& seen, const std::stop_token& stop) {
  std::optional<OnCore> here;
  if (core) here.emplace(*core);
  Hindrance mine;  // on this thread's stack: servers must not share a cache line
  Work next;
  Instant now = clock_.now();
  bool was_busy = false;
  while (!stop.stop_requested()) {
    if (!take(next)) {
      const Instant before = now;
      now = clock_.now();
      if (!was_busy) mine.stalls.add(now - before);
      was_busy = false;
      continue;
    }
    if (was_busy) mine.overtime += next.started - now;
    const Instant end = next.started + next.service;
    now = next.started;
    while (now < end && !stop.stop_requested()) {
      const Instant before = now;
      now = clock_.now();
      mine.stalls.add(now - before);
    }
    ++mine.served;
    const bool whole = now >= end;
    if (whole) mine.overtime += now - end;
    next.done(whole ? Outcome::ok : Outcome::failed, next.started, now);
    was_busy = true;
  }
  seen = mine;
}

void SpinningServers::stop() {
  if (servers_.empty()) return;
  for (std::jthread& server : servers_) server.request_stop();
  servers_.clear();
  for (const Hindrance& seen : seen_) {
    hindrance_.stalls.merge(seen.stalls);
    hindrance_.overtime += seen.overtime;
    hindrance_.served += seen.served;
  }
  shed_waiting();
}

void SpinningServers::shed_waiting() {
  const Instant now = clock_.now();
  for (std::size_t left = waiting_.exchange(0); left > 0; --left) {
    queue_[first_](Outcome::shed, now, now);
    first_ = (first_ + 1) % most_waiting;
  }
}

}  // namespace harness::selftest
