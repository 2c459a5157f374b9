#include "scenarios/terminal/interrupts.h"

#include <pthread.h>
#include <unistd.h>

namespace scenarios {
namespace {

constexpr int wake_up = SIGUSR1;  // ends the waiting thread

}  // namespace

Interrupts::Interrupts(std::string_view message) : message_(message) {
  sigemptyset(&signals_);
  for (const int signal : {SIGINT, SIGTERM, wake_up}) sigaddset(&signals_, signal);
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  thread_ = std::thread([this] { wait(); });
}

Interrupts::~Interrupts() {
  pthread_kill(thread_.native_handle(), wake_up);
  thread_.join();
  pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
}

void Interrupts::wait() {
  while (true) {
    int signal = 0;
    if (sigwait(&signals_, &signal) != 0 || signal == wake_up) return;
    if (stop_.stop_requested()) _exit(128 + signal);
    static_cast<void>(!write(STDERR_FILENO, message_.data(), message_.size()));
    stop_.request_stop();
  }
}

}  // namespace scenarios
