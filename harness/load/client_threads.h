// A system that blocks its callers, made asynchronous by threads that do the waiting.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "harness/target.h"

namespace harness::load {

/// N client threads in front of a blocking call. Requests wait for a free client in a queue of at
/// most `backlog`; beyond it they are shed. The wait shows as wait, or as latency in any case.
class ClientThreads {
 public:
  /// Works one request and ends it by calling `done`, before it returns or later.
  using Call = std::function<void(const Request& request, Completion done)>;

  ClientThreads(Clock& clock, std::size_t clients, std::size_t backlog, Call call);
  /// Sheds what is queued, finishes what was begun, joins the threads.
  ~ClientThreads();

  void submit(const Request& request, Completion done);
  std::size_t queued() const;

 private:
  struct Waiting {
    Request request;
    Completion done;
  };
  void work();

  Clock& clock_;
  const std::size_t backlog_;
  const Call call_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Waiting> queue_;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace harness::load
