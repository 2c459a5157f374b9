// Ctrl-C ends a run in order.
#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace scenarios {

/// From its construction on, SIGINT and SIGTERM request a stop instead of ending the program; a
/// second one ends it at once. Construct it before any other thread starts: they inherit the mask.
class Interrupts {
 public:
  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  std::stop_token token() const { return stop_.get_token(); }

 private:
  void wait();

  sigset_t signals_{};
  std::stop_source stop_;
  std::thread thread_;
};

}  // namespace scenarios
