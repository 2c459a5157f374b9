#include "harness/drive/ready_clients.h"

#include <bit>

namespace harness::drive {

ReadyClients::ReadyClients(std::size_t clients, Instant first)
    : clients_(clients),
      ring_(std::bit_ceil(clients + 1), first),
      mask_(ring_.size() - 1),
      count_(clients) {
  remote_.reserve(clients);
}

void ReadyClients::put_remote(Instant when) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = remote_.empty();
    if (remote_.size() < clients_) remote_.push_back(when);
    any_remote_.store(true, std::memory_order_relaxed);
  }
  if (first) arrived_.raise();
}

void ReadyClients::collect_remote() {
  const std::lock_guard lock(mutex_);
  for (const Instant when : remote_) insert(when);
  remote_.clear();
  any_remote_.store(false, std::memory_order_relaxed);
}

bool ReadyClients::wait(Clock& clock, Instant until, const std::stop_token& stop) {
  collect_remote();
  while (count_ == 0) {
    waiting_ = true;
    clock.wait_for(arrived_, until, stop);
    waiting_ = false;
    collect_remote();
    if (count_ == 0 && (stop.stop_requested() || clock.now() >= until)) return false;
  }
  return true;
}

}  // namespace harness::drive
