// A system that blocks its callers, made asynchronous by threads that do the waiting.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "harness/target.h"

namespace harness::drive {

/// N client threads in front of a blocking call. Requests wait for a free client in a queue of at
/// most `backlog`; beyond it they are shed. The wait shows as wait, or as latency in any case. An
/// exception ends its request as failed and is told as the reason. Handing a request to a thread
/// costs some microseconds: a faster system that several threads may call at once is better a
/// target that is concurrent(), called by the load's own threads.
class ClientThreads {
 public:
  /// Works one request, blocking, and says how it ended.
  using Work = std::function<Outcome(const Request& request)>;
  /// Works one request and ends it by calling `done`, before it returns or later.
  using Call = std::function<void(const Request& request, Completion done)>;

  /// How many requests ended in which way.
  struct Counts {
    std::uint64_t ok = 0, failed = 0;  // of Work; of a Call only what threw is known, as failed
    std::uint64_t shed = 0;            // found no room, or still waited at the end
    std::uint64_t threw = 0;  // of those that failed; of a Call: threw, ended before or not
  };

  ClientThreads(Clock& clock, std::size_t clients, std::size_t backlog, Work work);
  ClientThreads(Clock& clock, std::size_t clients, std::size_t backlog, Call call);
  /// Sheds what is queued, finishes what was begun, joins the threads: waits for a call that
  /// blocks.
  ~ClientThreads();

  void submit(const Request& request, Completion done);
  std::size_t queued() const;

  /// So far, for the target's own observe().
  Counts counts() const;

 private:
  struct Waiting {
    Request request;
    Completion done;
  };
  void work();
  void call(const Waiting& next);
  void finish(const Request& request, const Completion& done, const Work& work);

  Clock& clock_;
  const std::size_t backlog_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Waiting> queue_;
  Counts counts_;
  bool closing_ = false;
  Call call_;
  std::vector<std::thread> threads_;
};

}  // namespace harness::drive
