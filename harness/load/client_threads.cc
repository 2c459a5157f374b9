#include "harness/load/client_threads.h"

namespace harness::load {

ClientThreads::ClientThreads(Clock& clock, std::size_t clients, std::size_t backlog, Call call)
    : clock_(clock), backlog_(backlog), call_(std::move(call)) {
  for (std::size_t i = 0; i < clients; ++i) threads_.emplace_back([this] { work(); });
}

ClientThreads::~ClientThreads() {
  std::deque<Waiting> left;
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    left.swap(queue_);
  }
  arrived_.notify_all();
  const Instant now = clock_.now();
  for (const Waiting& waiting : left) waiting.done(Outcome::shed, now, now);
  for (std::thread& thread : threads_) thread.join();
}

void ClientThreads::submit(const Request& request, Completion done) {
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() < backlog_) {
      queue_.push_back({request, done});
      arrived_.notify_one();
      return;
    }
  }
  const Instant now = clock_.now();
  done(Outcome::shed, now, now);
}

std::size_t ClientThreads::queued() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void ClientThreads::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    arrived_.wait(lock, [this] { return closing_ || !queue_.empty(); });
    if (queue_.empty()) return;
    const Waiting next = queue_.front();
    queue_.pop_front();
    lock.unlock();
    call_(next.request, next.done);
    lock.lock();
  }
}

}  // namespace harness::load
