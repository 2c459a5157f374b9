// A thread of the HTTP client.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

#include "harness/target.h"
#include "scenarios/http/client/client_loop.h"

namespace scenarios::http {

/// Goes round a loop, unless a driver lends its own thread for that.
class ClientThread {
 public:
  /// As of ClientLoop.
  ClientThread(const ClientRoute& route, const ClientPlan& plan, std::size_t most_connections);
  /// Ends what is under way as failed, and the thread. Precondition: nobody attends.
  ~ClientThread();
  ClientThread(const ClientThread&) = delete;
  ClientThread& operator=(const ClientThread&) = delete;

  /// Any thread; returns at once.
  void submit(const Submitted& one) { loop_.submit(one); }
  std::uint64_t under_way() const { return loop_.under_way(); }
  /// The CPU time is that of its own thread and of one that attends.
  ClientFigures figures() const;

  /// The calling thread goes round in its place. One at a time.
  std::unique_ptr<harness::Attendance> attend();

 private:
  class Guest;

  void run();

  ClientLoop loop_;
  harness::Clock& clock_;
  std::mutex turn_;  // of who goes round
  std::atomic<bool> has_guest_{false}, stopping_{false};
  mutable std::mutex guests_mutex_;
  clockid_t guest_clock_{};  // of the guest's CPU time, while there is one
  harness::Duration guest_came_{}, guests_cpu_{};
  std::thread thread_;  // last: it uses the others
};

}  // namespace scenarios::http
