#include "scenarios/http/client/client_thread.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>

#include <algorithm>

namespace scenarios::http {
namespace {

using harness::Duration;
using harness::Instant;

/// Whoever goes round looks up so often, whatever happens.
constexpr Duration longest_round = std::chrono::seconds(60);
constexpr Duration guests_round = std::chrono::milliseconds(40);

/// They are for the threads that know what to do about them.
void block_signals() {
  sigset_t all;
  sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

Duration cpu_time(clockid_t clock) {
  timespec used{};
  if (::clock_gettime(clock, &used) != 0) return {};
  return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

/// Of a thread of this process, as long as it runs.
clockid_t cpu_clock(pthread_t thread) {
  clockid_t clock = CLOCK_THREAD_CPUTIME_ID;
  ::pthread_getcpuclockid(thread, &clock);
  return clock;
}

}  // namespace

class ClientThread::Guest final : public harness::Attendance {
 public:
  explicit Guest(ClientThread& host) : host_(host) {
    host_.has_guest_.store(true);
    host_.loop_.look_up();
    host_.turn_.lock();
    const std::lock_guard lock(host_.guests_mutex_);
    host_.guest_clock_ = cpu_clock(::pthread_self());
    host_.guest_came_ = cpu_time(host_.guest_clock_);
  }
  ~Guest() override {
    {
      const std::lock_guard lock(host_.guests_mutex_);
      host_.guests_cpu_ += cpu_time(host_.guest_clock_) - host_.guest_came_;
      host_.has_guest_.store(false);
    }
    host_.turn_.unlock();
    host_.has_guest_.notify_one();
  }
  Guest(const Guest&) = delete;
  Guest& operator=(const Guest&) = delete;

  void work(Instant until, const std::stop_token& stop) override {
    while (!stop.stop_requested()) {
      const Duration left = until - host_.clock_.now();
      if (left <= Duration{} || host_.loop_.go_round(std::min(left, guests_round))) return;
    }
  }

 private:
  ClientThread& host_;
};

ClientThread::ClientThread(const ClientRoute& route, const ClientPlan& plan,
                           std::size_t most_connections)
    : loop_(route, plan, most_connections), clock_(route.clock), thread_([this] { run(); }) {}

ClientThread::~ClientThread() {
  stopping_.store(true);
  loop_.look_up();
  thread_.join();
}

std::unique_ptr<harness::Attendance> ClientThread::attend() {
  return std::make_unique<Guest>(*this);
}

void ClientThread::run() {
  block_signals();
  while (!stopping_.load()) {
    has_guest_.wait(true);
    const std::lock_guard turn(turn_);
    while (!stopping_.load() && !has_guest_.load()) loop_.go_round(longest_round);
  }
  loop_.fail_all();
}

ClientFigures ClientThread::figures() const {
  ClientFigures figures = loop_.figures();
  figures.cpu = cpu_time(cpu_clock(const_cast<std::thread&>(thread_).native_handle()));
  const std::lock_guard lock(guests_mutex_);
  figures.cpu += guests_cpu_;
  if (has_guest_.load()) figures.cpu += cpu_time(guest_clock_) - guest_came_;
  return figures;
}

}  // namespace scenarios::http
