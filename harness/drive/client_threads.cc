#include "harness/drive/client_threads.h"

#include <exception>

namespace harness::drive {

ClientThreads::ClientThreads(Clock& clock, std::size_t clients, std::size_t backlog, Call call)
    : clock_(clock), backlog_(backlog), call_(std::move(call)) {
  for (std::size_t i = 0; i < clients; ++i) threads_.emplace_back([this] { work(); });
}

ClientThreads::ClientThreads(Clock& clock, std::size_t clients, std::size_t backlog, Work work)
    : ClientThreads(
          clock, clients, backlog,
          Call([this, work = std::move(work)](const Request& request, const Completion& done) {
            finish(request, done, work);
          })) {}

void ClientThreads::finish(const Request& request, const Completion& done, const Work& work) {
  const Instant started = clock_.now();
  const Outcome outcome = work(request);
  {
    const std::lock_guard lock(mutex_);
    ++(outcome == Outcome::ok       ? counts_.ok
       : outcome == Outcome::failed ? counts_.failed
                                    : counts_.shed);
  }
  done(outcome, started, clock_.now());
}

ClientThreads::~ClientThreads() {
  std::deque<Waiting> left;
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    left.swap(queue_);
    counts_.shed += left.size();
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
    ++counts_.shed;
  }
  const Instant now = clock_.now();
  done(Outcome::shed, now, now);
}

std::size_t ClientThreads::queued() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

ClientThreads::Counts ClientThreads::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

void ClientThreads::call(const Waiting& next) {
  const Instant started = clock_.now();
  const auto rescue = [&](const char* what) {
    {
      const std::lock_guard lock(mutex_);
      ++counts_.failed;
      ++counts_.threw;
    }
    next.done.threw(what, started, clock_.now());
  };
  try {
    call_(next.request, next.done);
  } catch (const std::exception& error) {
    rescue(error.what());
  } catch (...) {
    rescue("not a std::exception");
  }
}

void ClientThreads::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    arrived_.wait(lock, [this] { return closing_ || !queue_.empty(); });
    if (queue_.empty()) return;
    const Waiting next = queue_.front();
    queue_.pop_front();
    lock.unlock();
    call(next);
    lock.lock();
  }
}

}  // namespace harness::drive
