#include "harness/selftest/spinning_servers.h"

#include <mutex>

namespace harness::selftest {

SpinningServers::SpinningServers(Clock& clock, std::size_t servers, std::function<Duration()> draw)
    : clock_(clock), draw_(std::move(draw)), queue_(most_waiting), seen_(servers) {
  for (Hindrance& seen : seen_) {
    servers_.emplace_back([this, &seen](const std::stop_token& stop) { serve(seen, stop); });
  }
}

void SpinningServers::submit(const Request&, Completion done) {
  const Duration service = draw_();
  {
    const std::lock_guard lock(lock_);
    const std::size_t waiting = waiting_.load(std::memory_order_relaxed);
    if (waiting < most_waiting) {
      queue_[(first_ + waiting) % most_waiting] = {done, service};
      waiting_.store(waiting + 1, std::memory_order_relaxed);
      return;
    }
  }
  const Instant now = clock_.now();
  done(Outcome::shed, now, now);
}

bool SpinningServers::take(Waiting& next) {
  // Idle servers must not keep the lock from the driver.
  if (waiting_.load(std::memory_order_relaxed) == 0) return false;
  const std::lock_guard lock(lock_);
  const std::size_t waiting = waiting_.load(std::memory_order_relaxed);
  if (waiting == 0) return false;
  next = queue_[first_];
  first_ = (first_ + 1) % most_waiting;
  waiting_.store(waiting - 1, std::memory_order_relaxed);
  return true;
}

void SpinningServers::serve(Hindrance& seen, const std::stop_token& stop) {
  // Counted on this thread's own stack: the servers' counts must not share a cache line.
  Hindrance mine;
  Waiting next;
  Instant now = clock_.now();
  bool was_busy = false;
  while (!stop.stop_requested()) {
    const Instant before = now;
    const bool taken = take(next);
    now = clock_.now();
    if (!taken) {
      if (!was_busy) mine.stalls.add(now - before);
      was_busy = false;
      continue;
    }
    if (was_busy) mine.overtime += now - before;
    const Instant started = now;
    const Instant end = started + next.service;
    while (now < end && !stop.stop_requested()) {
      const Instant last = now;
      now = clock_.now();
      mine.stalls.add(now - last);
    }
    ++mine.served;
    const bool whole = now >= end;
    if (whole) mine.overtime += now - end;
    next.done(whole ? Outcome::ok : Outcome::failed, started, now);
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
  Waiting left;
  while (take(left)) {
    const Instant now = clock_.now();
    left.done(Outcome::shed, now, now);
  }
}

}  // namespace harness::selftest
