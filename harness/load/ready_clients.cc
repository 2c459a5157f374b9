#include "harness/load/ready_clients.h"

namespace harness::load {
namespace {

/// An address that is this thread's own.
const void* this_thread() {
  thread_local const char mark = 0;
  return &mark;
}

}  // namespace

ReadyClients::ReadyClients(std::size_t clients, Instant first) : driver_(this_thread()) {
  remote_.reserve(clients);
  for (std::size_t i = 0; i < clients; ++i) ready_.push(first);
}

void ReadyClients::put(Instant when) {
  if (this_thread() == driver_) {
    ready_.push(when);
    return;
  }
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = remote_.empty();
    remote_.push_back(when);
  }
  if (first) arrived_.raise();
}

void ReadyClients::collect_remote() {
  const std::lock_guard lock(mutex_);
  for (const Instant when : remote_) ready_.push(when);
  remote_.clear();
}

std::optional<Instant> ReadyClients::take(Clock& clock, Instant until,
                                          const std::stop_token& stop) {
  if (ready_.empty()) collect_remote();
  while (ready_.empty()) {
    clock.wait_for(arrived_, until, stop);
    collect_remote();
    if (ready_.empty() && (stop.stop_requested() || clock.now() >= until)) return std::nullopt;
  }
  const Instant when = ready_.top();
  ready_.pop();
  return when;
}

}  // namespace harness::load
